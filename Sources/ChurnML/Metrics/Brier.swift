/// Mean squared difference between probability and outcome.
public struct Brier: Metric {
  public static let name = "brier"
  public static let direction = MetricDirection.minimize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireProbabilities(for: "brier")
    var sum = 0.0
    for (label, score) in zip(scores.labels, scores.scores) {
      let miss = score - Double(label)
      sum += miss * miss
    }
    return sum / Double(scores.count)
  }
}
