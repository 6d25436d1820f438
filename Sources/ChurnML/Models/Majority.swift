/// Predicts the analysis rows' share of churners for everybody: what any model has to beat.
/// scikit-learn's `DummyClassifier(strategy="prior")`.
public struct MajorityClassifier: Learner {
  public static let name = "majority"
  public static let hyperparameters: [Hyperparameter] = []

  public init(_ values: [String: HyperparameterValue]) throws(InputError) {}

  public func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier {
    guard !rows.isEmpty else { throw InputError(at: Self.name, "has no rows to be fitted on; give it some") }
    let positives = rows.reduce(0) { $0 + Int(data.labels[$1]) }
    return MajorityModel(rate: Double(positives) / Double(rows.count), notes: [])
  }
}

/// One probability for all.
public struct MajorityModel: Classifier, Codable, Equatable {
  public let rate: Double
  public let notes: [String]

  public func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
    [Double](repeating: rate, count: rows.count)
  }
}
