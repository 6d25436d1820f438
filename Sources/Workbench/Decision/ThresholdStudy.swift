public import ChurnML

/// Answers a question for a cut-off: what `churnlab thresholds` does. Nothing is fitted but calibrators.
public struct ThresholdStudy: Sendable {
  private let customers: ScoredCustomers
  private let calibration: CalibrationMethod
  private let money: CustomerMoney?
  private let values: ContactValues?
  private let jobs: Int

  /// - Parameters:
  ///   - calibration: done before all else, cross-fitted; thresholds are then probabilities.
  ///   - money: with as many amounts as `customers` have rows; nil leaves money out.
  public init(
    _ customers: ScoredCustomers, calibration: CalibrationMethod = .none, money: CustomerMoney?, jobs: Int
  ) throws(InputError) {
    self.customers = try customers.calibrated(calibration)
    self.calibration = calibration
    self.money = money
    values = money?.values(count: customers.labels.count)
    self.jobs = jobs
  }

  /// Throws for an objective that the money does not allow, and for t* on scores that are not calibrated.
  public func answer(_ question: ThresholdQuestion) throws -> ThresholdAnswer {
    let objective = try question.resolved(money)
    if let budget = question.constraints.budget, values?.spend == nil {
      throw InputError(
        at: "--budget \(budget)",
        "a budget needs to know what a contact costs: give --clv, --incentive, --contact and --acceptance")
    }
    let refusal = money == nil || question.force ? nil : customers.calibrationRefusal
    if question.needsCalibration, let refusal {
      throw InputError(
        at: "\(customers.source): \(customers.name)",
        "t* is refused: \(refusal), as with --calibration platt, or insist with --force")
    }
    let lab = try ThresholdLab(customers.ranked, weights: customers.weights, values: values)
    let choice = Figure { () throws(Undefined) in try lab.choose(objective, question.constraints) }
    let fitted = try crossFit(objective, question.constraints)
    return try assemble(lab, objective, question.constraints, choice, fitted, refusal)
  }

  private func assemble(
    _ lab: ThresholdLab, _ objective: ThresholdObjective, _ constraints: ThresholdConstraints,
    _ choice: Figure<ThresholdChoice>, _ fitted: Figure<[CrossFittedChoice]>, _ refusal: String?
  ) throws -> ThresholdAnswer {
    let economics: CustomerEconomics? = if case .campaign(let economics)? = money { economics } else { nil }
    let optimum = choice.value?.optimum
    return ThresholdAnswer(
      source: customers.source, score: customers.name, calibration: calibration, customers: customers.count,
      churners: customers.churners, objective: objective.name, choice: choice,
      crossFitted: fitted.flatMap { (choices) throws(Undefined) in try CrossFittedRecord(choices) },
      campaign: economics?.campaign, bayesThreshold: bayesThreshold(refusal),
      profit: profit(lab, optimum, fitted.value, refusal),
      sensitivity: try sensitivity(lab, economics, optimum, constraints),
      breakEvenAcceptance: try breakEven(lab, economics, optimum), notes: notes(choice, fitted))
  }

  /// One choice a repeat.
  private func crossFit(
    _ objective: ThresholdObjective, _ constraints: ThresholdConstraints
  ) throws -> Figure<[CrossFittedChoice]> {
    guard let folds = customers.folds else {
      return .undefined("cross-fitting needs folds; name their column with --fold")
    }
    let needsValues = objective == .customerProfit || constraints.budget != nil
    var choices: [CrossFittedChoice] = []
    for rows in customers.repeats {
      let lab = try ThresholdLab(
        RankedScores(labels: Array(customers.labels[rows]), scores: Array(customers.scores[rows])),
        values: needsValues ? values?.rows(rows) : nil)
      do throws(Undefined) {
        choices.append(try lab.crossFit(objective, constraints, folds: Array(folds[rows])))
      } catch { return .undefined(error.reason) }
    }
    return .value(choices)
  }

  private static let noMoney = "no campaign was given, so nothing is said in money"
  private static let noOptimum = "there is no cut-off to act on"

  private func bayesThreshold(_ refusal: String?) -> Figure<Double> {
    if let refusal { return .undefined(refusal) }
    guard let money else { return .undefined(Self.noMoney) }
    guard let campaign = money.commonCampaign else { return .undefined("customers' amounts differ, and with them t*") }
    return Figure { () throws(Undefined) in try campaign.bayesThreshold }
  }

  private func profit(
    _ lab: ThresholdLab, _ optimum: JudgedCutOff?, _ fitted: [CrossFittedChoice]?, _ refusal: String?
  ) -> Figure<ProfitRecord> {
    guard let values else { return .undefined(Self.noMoney) }
    guard let optimum else { return .undefined(Self.noOptimum) }
    let comparison = ProfitComparison(customers: customers, lab: lab, values: values, jobs: jobs)
    return Figure { () throws(Undefined) in
      try comparison.record(threshold: optimum.threshold, crossFitted: fitted, refusal: refusal)
    }
  }

  private func sensitivity(
    _ lab: ThresholdLab, _ economics: CustomerEconomics?, _ optimum: JudgedCutOff?,
    _ constraints: ThresholdConstraints
  ) throws -> Figure<Sensitivity> {
    guard let economics else { return .undefined(money == nil ? Self.noMoney : "a cost matrix has no assumptions") }
    guard let optimum else { return .undefined(Self.noOptimum) }
    return .value(
      try Sensitivity(
        lab.scores, weights: customers.weights, economics: economics, threshold: optimum.threshold,
        constraints))
  }

  private func breakEven(
    _ lab: ThresholdLab, _ economics: CustomerEconomics?, _ optimum: JudgedCutOff?
  ) throws -> Figure<Double> {
    guard let economics else { return .undefined(money == nil ? Self.noMoney : "a cost matrix has no assumptions") }
    guard let optimum else { return .undefined(Self.noOptimum) }
    do {
      return .value(
        try ThresholdLab.breakEvenAcceptance(
          lab.scores, weights: customers.weights, economics: economics, threshold: optimum.threshold))
    } catch let error as Undefined { return .undefined(error.reason) }
  }

  private func notes(_ choice: Figure<ThresholdChoice>, _ fitted: Figure<[CrossFittedChoice]>) -> [String] {
    var notes = choice.value?.notes ?? [choice.reason].compactMap(\.self)
    let folds = fitted.value.map { $0.reduce(0) { $0 + $1.folds.count + $1.infeasible.count } } ?? 0
    let infeasible = fitted.value.map { $0.reduce(0) { $0 + $1.infeasible.count } } ?? 0
    if infeasible > 0 {
      notes.append(
        "for \(infeasible) of \(folds) folds no cut-off satisfies the constraints on the others; nobody is contacted there"
      )
    }
    if customers.folds == nil, choice.value?.optimum != nil {
      notes.append("the optimum is judged on the rows it was chosen on, which flatters it; give --fold COLUMN")
    }
    return notes
  }
}
