/// How profit answers to its assumptions: one at a time, down and up, the rest held (a tornado table).
public struct Sensitivity: Sendable, Encodable {
  public enum Assumption: String, Sendable, CaseIterable, Encodable {
    case clv, incentive, contact, acceptance
    case stayerAcceptance = "stayer_acceptance"
  }

  public struct Outcome: Sendable, Equatable, Encodable {
    /// The changed assumption; the campaign's value where customers have their own, which change in proportion.
    public let value: Double
    /// Per customer, still acting on the cut-off chosen for the assumptions as given.
    public let profit: Double
    /// Per customer, after choosing again; nil thresholds contact nobody.
    public let bestProfit: Double
    public let bestThreshold: Double?

    private enum CodingKeys: String, CodingKey {
      case value, profit
      case bestProfit = "best_profit"
      case bestThreshold = "best_threshold"
    }
  }

  public struct Row: Sendable, Equatable, Encodable {
    public let assumption: Assumption
    public let low: Outcome
    public let high: Outcome

    var swing: Double { abs(high.profit - low.profit) }
  }

  /// The assumption that moves profit most stands first.
  public let rows: [Row]

  /// - Parameters:
  ///   - threshold: the cut-off that is kept; `constraints` hold where another is chosen.
  ///   - change: each assumption is lowered and raised by this share; shares of acceptance stop at 1.
  public init(
    _ scores: RankedScores, weights: [Double]? = nil, economics: CustomerEconomics, threshold: Double,
    _ constraints: ThresholdConstraints = .none, change: Double = 0.2
  ) throws {
    // One lab serves all where counts say everything; a budget needs to know each contact's cost.
    let common =
      economics.isCommon && constraints.budget == nil ? try ThresholdLab(scores, weights: weights) : nil
    rows = try Assumption.allCases.map { assumption in
      let outcomes = try [1 - change, 1 + change].map { factor in
        let changed = try economics.scaling(assumption, by: factor)
        let lab =
          try common ?? ThresholdLab(scores, weights: weights, values: changed.values(count: scores.count))
        let objective = common == nil ? ThresholdObjective.customerProfit : .profit(changed.campaign)
        let best = try lab.choose(objective, constraints).optimum
        let pays = best.map { $0.value > 0 } ?? false
        return Outcome(
          value: changed.campaign[assumption],
          profit: try lab.judge(objective, threshold: threshold).value,
          bestProfit: pays ? best?.value ?? 0 : 0, bestThreshold: pays ? best?.threshold : nil)
      }
      return Row(assumption: assumption, low: outcomes[0], high: outcomes[1])
    }.sorted { $0.swing > $1.swing }
  }
}

extension Campaign {
  subscript(assumption: Sensitivity.Assumption) -> Double {
    switch assumption {
    case .clv: clv
    case .incentive: incentive
    case .contact: contact
    case .acceptance: acceptance.mean
    case .stayerAcceptance: stayerAcceptance
    }
  }

  /// An uncertain acceptance becomes its changed mean: profit at a cut-off knows nothing else of it.
  func scaling(_ assumption: Sensitivity.Assumption, by factor: Double) throws(InputError) -> Campaign {
    func factored(_ other: Sensitivity.Assumption) -> Double { self[other] * (other == assumption ? factor : 1) }
    return try Campaign(
      clv: factored(.clv), incentive: factored(.incentive), contact: factored(.contact),
      acceptance: .known(min(1, factored(.acceptance))), stayerAcceptance: min(1, factored(.stayerAcceptance)))
  }
}

extension CustomerEconomics {
  func scaling(_ assumption: Sensitivity.Assumption, by factor: Double) throws(InputError) -> CustomerEconomics {
    func factored(_ column: [Double]?, _ own: Sensitivity.Assumption) -> [Double]? {
      own == assumption ? column.map { $0.map { $0 * factor } } : column
    }
    return try CustomerEconomics(
      campaign.scaling(assumption, by: factor), clv: factored(clv, .clv), incentive: factored(incentive, .incentive),
      contact: factored(contact, .contact))
  }
}

extension ThresholdLab {
  /// The retained share of contacted churners at which acting on `threshold` brings what contacting nobody does.
  ///
  /// Profit is linear in the share, so two points give the line. Above 1 the campaign cannot pay. Throws
  /// `Undefined` when no churner worth keeping is contacted.
  public static func breakEvenAcceptance(
    _ scores: RankedScores, weights: [Double]? = nil, economics: CustomerEconomics, threshold: Double
  ) throws -> Double {
    let common = economics.isCommon ? try ThresholdLab(scores, weights: weights) : nil
    func profit(_ share: Double) throws -> Double {
      let campaign = try Campaign(
        clv: economics.campaign.clv, incentive: economics.campaign.incentive, contact: economics.campaign.contact,
        acceptance: .known(share), stayerAcceptance: economics.campaign.stayerAcceptance)
      if let common { return try common.judge(.profit(campaign), threshold: threshold).value }
      let changed = try CustomerEconomics(
        campaign, clv: economics.clv, incentive: economics.incentive, contact: economics.contact)
      return try ThresholdLab(scores, weights: weights, values: changed.values(count: scores.count))
        .judge(.customerProfit, threshold: threshold).value
    }
    let none = try profit(0)
    let gain = try profit(1) - none
    guard gain > 0 else { throw Undefined("no contacted churner is worth keeping, so no retained share breaks even") }
    return -none / gain
  }
}
