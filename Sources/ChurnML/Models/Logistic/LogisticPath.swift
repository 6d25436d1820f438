/// Logistic models that differ in `C` only: the rows are encoded once, then solved from the strongest penalty to the
/// weakest, each from its neighbour's solution.
struct LogisticPath {
  private let members: [LogisticSettings]

  init(_ members: [LogisticSettings]) { self.members = members }

  /// One model a member, in their order.
  func fit(
    _ data: Dataset, rows: [Int], context: FitContext, encoder makeEncoder: () throws -> DesignEncoder
  ) throws -> [any Classifier] {
    guard let shared = members.first?.shared else { return [] }
    guard members.allSatisfy({ $0.shared == shared }) else {
      return try members.flatMap {
        try LogisticPath([$0]).fit(data, rows: rows, context: context, encoder: makeEncoder)
      }
    }
    if let constant = try rateOfOneClass(data, rows: rows) { return members.map { _ in constant } }
    if let penalty = LikelihoodFit.Penalty(shared.penalty) {
      let fit = LikelihoodFit(
        data, rows: rows, penalty: penalty, balanced: shared.balanced, tolerance: shared.tolerance,
        maximumIterations: shared.maximumIterations, jobs: context.jobs)
      guard let maximum = fit.maximise() else { throw WorkError("the information matrix is not finite") }
      return members.map { _ in LogisticModel(fit, maximum) }
    }
    let labels = rows.map { data.labels[$0] }
    let encoder = try makeEncoder()
    let design = DesignMatrix(encoder, data.features, rows: rows, jobs: context.jobs)
    let weights = shared.balanced ? ClassWeights.balanced(labels: labels) : .equal
    let order = members.indices.sorted { members[$0].inversePenalty < members[$1].inversePenalty }
    var solver = LogisticSolver.starting(
      LogisticLoss(design: design, labels: labels, weights: weights, jobs: context.jobs),
      ridge: 1 / members[order[0]].inversePenalty)
    var models: [Int: LogisticModel] = [:]
    for index in order {
      let solution = solver.minimise(
        ridge: 1 / members[index].inversePenalty, tolerance: shared.tolerance,
        maximumIterations: shared.maximumIterations)
      models[index] = LogisticModel(encoder: encoder, solution: solution)
    }
    return members.indices.compactMap { models[$0] }
  }
}

/// With one class only no finite intercept is best: its rate, with a note. Nil where both classes occur.
func rateOfOneClass(_ data: Dataset, rows: [Int]) throws(InputError) -> MajorityModel? {
  guard !rows.isEmpty else { throw InputError("a model has no rows to be fitted on; give it some") }
  let positives = rows.count(where: { data.labels[$0] == 1 })
  guard positives == 0 || positives == rows.count else { return nil }
  return MajorityModel(
    rate: positives == 0 ? 0 : 1,
    notes: ["all \(rows.count) analysis rows are of one class; its rate is predicted for everybody"])
}

extension LikelihoodFit.Penalty {
  /// Nil for a penalty on the coefficients' size.
  fileprivate init?(_ penalty: LogisticSettings.Penalty) {
    switch penalty {
    case .none: self = .none
    case .firth: self = .firth
    case .l2: return nil
    }
  }
}
