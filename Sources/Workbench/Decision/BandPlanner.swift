internal import ChurnML

/// Makes an experiment's bands: on scores, and on resamples of them.
struct BandPlanner: Sendable {
  let campaign: Campaign?
  let plan: BandPlan?

  /// nil where the experiment has neither bands nor a campaign.
  init?(_ experiment: Experiment) {
    self.init(campaign: experiment.campaign, plan: experiment.bands)
  }

  /// nil without either.
  init?(campaign: Campaign?, plan: BandPlan?) {
    guard plan != nil || campaign != nil else { return nil }
    self.campaign = campaign
    self.plan = plan
  }

  /// What can be done; without actions of its own a campaign is one: to contact.
  func actions() throws(InputError) -> [RetentionAction] {
    guard let campaign else { return [] }
    guard let actions = plan?.actions, !actions.isEmpty else { return [try Self.contact(campaign)] }
    return try actions.map { (action) throws(InputError) in
      try RetentionAction(
        name: action.name, acceptance: action.acceptance, incentive: action.incentive, contact: action.contact)
    }
  }

  static func contact(_ campaign: Campaign) throws(InputError) -> RetentionAction {
    try RetentionAction(
      name: "contact", acceptance: campaign.acceptance.mean, incentive: campaign.incentive, contact: campaign.contact)
  }

  /// nil without a campaign.
  func envelope() throws(InputError) -> ActionEnvelope? {
    guard let campaign else { return nil }
    return ActionEnvelope(try actions(), clv: campaign.clv, stayerAcceptance: campaign.stayerAcceptance)
  }

  /// Whether the bands follow from money alone, and so need calibrated scores.
  var followsMoney: Bool {
    switch plan?.rule {
    case .actions, nil: true
    default: false
    }
  }

  /// Throws `Undefined` where the scores allow no such bands.
  func bands(on scores: RankedScores, weights: [Double]? = nil) throws -> RiskBands {
    guard let rule = plan?.rule, !followsMoney else {
      guard let envelope = try envelope() else { throw Undefined("bands by actions need a campaign") }
      return RiskBands(envelope, names: names(envelope.stretches.map { $0.action?.name ?? "none" }))
    }
    let boundaries = try boundaries(rule, ThresholdLab(scores, weights: weights))
    return try RiskBands(boundaries: boundaries, names: names((0...boundaries.count).map { "Band \($0 + 1)" }))
  }

  private func boundaries(_ rule: BandPlan.Rule, _ lab: ThresholdLab) throws -> [Double] {
    switch rule {
    case .actions: []
    case .cutOffs(let scores): scores
    case .capacity(let capacities): try BandRule.capacity(capacities.map(\.constraint)).boundaries(on: lab)
    case .precision(let floors): try BandRule.precision(floors).boundaries(on: lab)
    case .recall(let floors): try BandRule.recall(floors).boundaries(on: lab)
    }
  }

  /// The experiment's names, else those usual for as many bands, else `others`.
  private func names(_ others: [String]) -> [String] {
    if let names = plan?.names, !names.isEmpty { return names }
    switch others.count {
    case 2: return ["Low", "High"]
    case 3: return ["Low", "Medium", "High"]
    default: return others
    }
  }
}
