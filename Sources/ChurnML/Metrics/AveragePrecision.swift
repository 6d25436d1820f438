/// Sum over the distinct scores, from the highest, of (gain in recall) x (precision there), without interpolation.
public struct AveragePrecision: Metric {
  public static let name = "average_precision"
  public static let direction = MetricDirection.maximize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireBothClasses(for: "average_precision")
    var sum = 0.0
    var before = 0
    for (contacted, churners) in zip(scores.contacted, scores.churners) where churners > before {
      sum += Double(churners - before) * (Double(churners) / Double(contacted))
      before = churners
    }
    return sum / Double(scores.positives)
  }
}
