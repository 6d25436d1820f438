/// Logistic regression on natural cubic splines of the numeric columns, with products of stated pairs of columns.
/// The penalty is that of `LogisticRegression`, over the standardised basis functions.
public struct SplineLogistic: Learner {
  public static let name = "spline_logistic"
  public static let pathHyperparameters: Set<String> = ["C"]
  public static let hyperparameters: [Hyperparameter] =
    LogisticSettings.hyperparameters + [
      Hyperparameter(
        "n_knots", default: .integer(5), .integer(3...50),
        summary: "Knots of each numeric column, at equally spaced quantiles of the analysis rows."),
      Hyperparameter(
        "interactions", default: .list([]), .texts,
        summary: "Pairs of columns whose product counts, each written as first:second."),
    ]

  private let settings: LogisticSettings
  private let knots: Int
  private let interactions: [DesignEncoder.Interaction]

  public init(_ values: [String: HyperparameterValue]) throws(InputError) {
    settings = LogisticSettings(values)
    knots = values["n_knots"]?.integer ?? 5
    guard case .list(let pairs)? = values["interactions"] else {
      interactions = []
      return
    }
    var interactions: [DesignEncoder.Interaction] = []
    for pair in pairs.compactMap(\.text) { interactions.append(try DesignEncoder.Interaction(pair)) }
    self.interactions = interactions
  }

  public func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
    try Self.fitPath([self], data, rows: rows, context: context)[0]
  }

  public static func fitPath(
    _ learners: [Self], _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> [any Classifier] {
    guard let first = learners.first else { return [] }
    guard learners.allSatisfy({ $0.knots == first.knots && $0.interactions == first.interactions }) else {
      return try learners.map { try $0.fit(data, rows: rows, context: context) }
    }
    return try LogisticPath(learners.map(\.settings)).fit(data, rows: rows, context: context) {
      try DesignEncoder(
        fitting: data.features, rows: rows, knots: first.knots, interactions: first.interactions, jobs: context.jobs)
    }
  }
}
