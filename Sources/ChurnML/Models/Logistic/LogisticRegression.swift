/// Logistic regression with an L2 penalty: minimises `C Σ weight x log loss + ½ |w|²` over standardised columns, the
/// intercept unpenalised. The objective and `C` are scikit-learn's.
public struct LogisticRegression: Learner {
  public static let name = "logistic"
  public static let pathHyperparameters: Set<String> = ["C"]
  public static let hyperparameters: [Hyperparameter] = [
    Hyperparameter(
      "C", default: .number(1), .number(above: 0, through: 1e12),
      summary: "Inverse of the penalty's strength: smaller is stronger."),
    .classWeight,
    Hyperparameter(
      "max_iter", default: .integer(100), .integer(1...100_000), summary: "At most this many Newton steps."),
    Hyperparameter(
      "tol", default: .number(1e-9), .number(above: 0, through: 1),
      summary: "Stop when the optimum is this near, in units of standard errors (the Newton decrement)."),
  ]

  private struct Settings: Equatable {
    let classWeight: String?
    let maximumIterations: Int
    let tolerance: Double
  }

  private let inversePenalty: Double
  private let settings: Settings

  public init(_ values: [String: HyperparameterValue]) throws(InputError) {
    inversePenalty = values["C"]?.number ?? 1
    settings = Settings(
      classWeight: values["class_weight"]?.text, maximumIterations: values["max_iter"]?.integer ?? 100,
      tolerance: values["tol"]?.number ?? 1e-9)
  }

  public func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
    try Self.fitPath([self], data, rows: rows, context: context)[0]
  }

  /// Encodes once, then solves from the strongest penalty to the weakest, each from its neighbour's solution.
  public static func fitPath(
    _ learners: [Self], _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> [any Classifier] {
    guard let settings = learners.first?.settings else { return [] }
    guard learners.allSatisfy({ $0.settings == settings }) else {
      return try learners.map { try $0.fit(data, rows: rows, context: context) }
    }
    let labels = rows.map { data.labels[$0] }
    if let constant = try onlyClass(data, rows: rows, context: context) { return learners.map { _ in constant } }
    let encoder = DesignEncoder(fitting: data.features, rows: rows)
    let design = DesignMatrix(encoder, data.features, rows: rows, jobs: context.jobs)
    let weights = settings.classWeight == nil ? ClassWeights.equal : .balanced(labels: labels)
    var solver = LogisticSolver(
      LogisticLoss(design: design, labels: labels, weights: weights, jobs: context.jobs))
    var models: [Int: LogisticModel] = [:]
    for index in learners.indices.sorted(by: { learners[$0].inversePenalty < learners[$1].inversePenalty }) {
      let solution = solver.minimise(
        ridge: 1 / learners[index].inversePenalty, tolerance: settings.tolerance,
        maximumIterations: settings.maximumIterations)
      models[index] = LogisticModel(encoder: encoder, solution: solution)
    }
    return learners.indices.compactMap { models[$0] }
  }

  /// With one class only no finite intercept is best: the rate is predicted, with a note.
  private static func onlyClass(
    _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> MajorityModel? {
    let positives = rows.count(where: { data.labels[$0] == 1 })
    guard !rows.isEmpty else { throw InputError(at: name, "has no rows to be fitted on; give it some") }
    guard positives == 0 || positives == rows.count else { return nil }
    return MajorityModel(
      rate: positives == 0 ? 0 : 1,
      notes: ["all \(rows.count) analysis rows are of one class; its rate is predicted for everybody"])
  }
}
