public import ChurnML

/// What a cut-off is asked for.
public struct ThresholdQuestion: Sendable {
  /// One of `ThresholdObjective.names`; nil for profit where money is spoken of, else F1.
  public var objective: String?
  public var costRatio: Double
  public var beta: Double
  public var constraints: ThresholdConstraints
  /// Answer in money for single customers also on scores that are not calibrated.
  public var force: Bool

  public init(
    objective: String? = nil, costRatio: Double = 5, beta: Double = 2,
    constraints: ThresholdConstraints = .none, force: Bool = false
  ) throws(InputError) {
    if let objective, !ThresholdObjective.names.contains(objective) {
      let hint = Suggestion.clause(objective, in: ThresholdObjective.names)
      let way = hint.isEmpty ? "; possible are \(ThresholdObjective.names.joined(separator: ", "))" : hint
      throw InputError(at: "--objective \(objective)", "there is no such objective" + way)
    }
    for (option, number) in [("cost-ratio", costRatio), ("beta", beta)] where !(number > 0 && number.isFinite) {
      throw InputError(at: "--\(option)", "\(number) is impossible; give a positive number")
    }
    self.objective = objective
    self.costRatio = costRatio
    self.beta = beta
    self.constraints = constraints
    self.force = force
  }

  /// Whether the answer promises money on single customers' scores.
  public var needsCalibration: Bool { objective == "bayes" }

  func resolved(_ money: CustomerMoney?) throws(InputError) -> ThresholdObjective {
    let name = objective ?? (money == nil ? "f1" : "profit")
    let settings = ThresholdObjective.Settings(costRatio: costRatio, beta: beta, campaign: money?.commonCampaign)
    if let objective = ThresholdObjective(named: name, settings) { return objective }
    guard money != nil else {
      throw InputError(
        at: "--objective \(name)", "this is a matter of money: give --clv, --incentive, --contact and --acceptance")
    }
    guard name == "profit" else {
      throw InputError(
        at: "--objective \(name)", "customers' amounts differ, and with them t*; ask for --objective profit")
    }
    return .customerProfit
  }
}
