internal import Foundation

/// Mean of -ln(probability given to what happened), probabilities clipped to [2.2e-16, 1 - 2.2e-16].
///
/// The logarithm is taken of products of sixteen probabilities, which cannot underflow: a sixteenth of the cost.
public struct LogLoss: Metric {
  public static let name = "log_loss"
  public static let direction = MetricDirection.minimize
  public static let range = 0.0...(-log(clip))

  /// Machine epsilon, scikit-learn's clip for double precision.
  static let clip = 0x1p-52

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireProbabilities(for: "log_loss")
    var sum = 0.0
    var product = 1.0
    for (row, (label, score)) in zip(scores.labels, scores.scores).enumerated() {
      let clipped = min(max(score, Self.clip), 1 - Self.clip)
      product *= label == 1 ? clipped : 1 - clipped
      if row & 15 == 15 {
        sum -= log(product)
        product = 1
      }
    }
    return (sum - log(product)) / Double(scores.count)
  }
}

extension LogLoss: RowMeanMetric {
  func loss(label: UInt8, score: Double) -> Double {
    let clipped = min(max(score, Self.clip), 1 - Self.clip)
    return -log(label == 1 ? clipped : 1 - clipped)
  }
}
