/// The largest distance between the churners' and the stayers' cumulative distributions of scores (Kolmogorov 1933,
/// Smirnov 1948): the best recall minus share of stayers contacted that a cut-off reaches, at least 0.
///
/// The numerator is compared in integers, so ties are exact.
public struct KolmogorovSmirnov: Metric {
  public static let name = "ks"
  public static let direction = MetricDirection.maximize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireBothClasses(for: Self.name)
    var largest = 0
    for (contacted, churners) in zip(scores.contacted, scores.churners) {
      largest = max(largest, churners * scores.negatives - (contacted - churners) * scores.positives)
    }
    return Double(largest) / Double(scores.positives * scores.negatives)
  }
}
