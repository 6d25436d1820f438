package import ChurnML

/// A run's out-of-fold scores, ready to be asked over and over what acting on a cut-off would do, with the experiment's money or
/// any other. Nothing is fitted but, once, the calibrator.
package struct ThresholdExplorer: Sendable {
  package let model: String
  /// The experiment's.
  package let campaign: Campaign?
  /// Why money may not be promised on these scores for one customer; nil when it may.
  package let refusal: String?
  private let plan: BandPlan?
  private let customers: ScoredCustomers
  private let lab: ThresholdLab

  /// What acting on a cut-off does. Counts are of customers; profit is money per customer of all.
  package struct Answer: Sendable {
    package let threshold: Double
    package let confusion: Confusion
    /// `profit` where there is a campaign, else `f1`.
    package let objective: String
    /// nil where the objective has no value here.
    package let value: Double?
    package let best: ThresholdChoice?
    /// t*: from here on contacting a customer pays by the score itself.
    package let bayesThreshold: Double?
    /// From the lowest risk; empty where there are none.
    package let bands: [BandTable.Row]
    /// The objective's value over cut-offs from 0 to 1.
    package let curve: [(threshold: Double, value: Double)]
    /// Sentences for people.
    package let notes: [String]
  }

  /// - Parameter model: nil for the run's forest, or its best model where it has none.
  package init(_ run: RunFolder, model: String? = nil, jobs: Int) throws(InputError) {
    let experiment = try run.experiment()
    let calibrated = CalibratedModel(try ScoredCustomers(run, model: model, jobs: jobs), experiment)
    self.model = calibrated.name
    campaign = experiment.campaign
    plan = experiment.bands
    refusal = calibrated.refusal
    customers = calibrated.money
    lab = try ThresholdLab(customers.ranked, weights: customers.weights)
  }

  package var count: Int { customers.count }
  package var churners: Int { customers.churners }

  /// - Parameters:
  ///   - threshold: nil for the best one.
  ///   - campaign: nil leaves money out.
  package func answer(threshold: Double?, campaign: Campaign?) -> Answer {
    let objective = campaign.map(ThresholdObjective.profit) ?? .f1
    let best = try? lab.choose(objective)
    let threshold = threshold ?? best?.optimum?.threshold ?? 0.5
    let (bands, notes) = bands(campaign)
    return Answer(
      threshold: threshold, confusion: lab.confusion(threshold: threshold), objective: objective.name,
      value: value(objective, threshold), best: best, bayesThreshold: campaign.flatMap { try? $0.bayesThreshold },
      bands: bands, curve: curve(objective), notes: notes)
  }

  private func value(_ objective: ThresholdObjective, _ threshold: Double) -> Double? {
    (try? lab.judge(objective, threshold: threshold))?.value
  }

  private static let steps = 200

  private func curve(_ objective: ThresholdObjective) -> [(threshold: Double, value: Double)] {
    (0...Self.steps).compactMap { step in
      let threshold = Double(step) / Double(Self.steps)
      return value(objective, threshold).map { (threshold, $0) }
    }
  }

  private func bands(_ campaign: Campaign?) -> (rows: [BandTable.Row], notes: [String]) {
    guard let planner = BandPlanner(campaign: campaign, plan: plan) else { return ([], []) }
    if planner.followsMoney, let refusal { return ([], ["Bands are refused: \(refusal)."]) }
    guard let bands = try? planner.bands(on: customers.ranked, weights: customers.weights) else { return ([], []) }
    let contacting = try? campaign.map { (campaign) throws(InputError) in try BandPlanner.contact(campaign) }
    let table = BandTable(
      bands, customers.firstRepeat, clv: campaign?.clv, stayerAcceptance: campaign?.stayerAcceptance ?? 1,
      contacting: planner.followsMoney ? nil : contacting ?? nil, calibrated: refusal == nil)
    return (table.rows, bands.notes)
  }
}
