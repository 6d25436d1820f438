/// The mean of other models' probabilities (scikit-learn's `VotingClassifier(voting="soft")`).
///
/// It is no learner: it takes models that others have fitted, so it costs no fit.
public struct MeanModel: Classifier {
  public static let name = "mean"
  public static let hyperparameters = [
    Hyperparameter("of", default: .none, .texts, summary: "the models whose probabilities are averaged, at least two")
  ]

  /// At least one.
  public let parts: [any Classifier]

  public init(of parts: [any Classifier]) {
    precondition(!parts.isEmpty, "a mean of nothing")
    self.parts = parts
  }

  /// Each sentence once.
  public var notes: [String] {
    parts.flatMap(\.notes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  public func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
    Self.mean(of: parts.map { $0.predictProbability(features, rows: rows, jobs: jobs) })
  }

  /// The mean of the parts' probabilities, place by place, summed in the parts' order.
  /// - Parameter probabilities: for each part as many.
  public static func mean(of probabilities: [[Double]]) -> [Double] {
    guard let first = probabilities.first else { return [] }
    return first.indices.map { row in
      probabilities.reduce(0) { $0 + $1[row] } / Double(probabilities.count)
    }
  }
}
