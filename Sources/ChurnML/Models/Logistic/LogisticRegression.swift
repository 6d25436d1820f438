/// Logistic regression with an L2 penalty: minimises `C Σ weight x log loss + ½ |w|²` over standardised columns, the
/// intercept unpenalised. The objective and `C` are scikit-learn's. Without a penalty, or with Firth's, each
/// categorical column's first level is its reference and columns that others determine are left out.
public struct LogisticRegression: Learner {
  public static let name = "logistic"
  public static let pathHyperparameters: Set<String> = ["C"]
  public static let hyperparameters: [Hyperparameter] =
    LogisticSettings.hyperparameters + [
      Hyperparameter(
        "penalty", default: .text("l2"), .none, .choice(["l2", "firth"]),
        summary: "l2 with strength 1/C, Firth's, or null for maximum likelihood; the last two do not look at C.")
    ]

  private let settings: LogisticSettings

  public init(_ values: [String: HyperparameterValue]) throws(InputError) { settings = LogisticSettings(values) }

  public func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
    try Self.fitPath([self], data, rows: rows, context: context)[0]
  }

  public static func fitPath(
    _ learners: [Self], _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> [any Classifier] {
    try LogisticPath(learners.map(\.settings)).fit(data, rows: rows, context: context) {
      DesignEncoder(fitting: data.features, rows: rows, jobs: context.jobs)
    }
  }
}
