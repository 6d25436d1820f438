/// The largest |mean probability - churn rate| of ten equal-width bins.
public struct MaximumCalibrationError: Metric {
  public static let name = "mce"
  public static let direction = MetricDirection.minimize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireProbabilities(for: "mce")
    return CalibrationBins(scores).occupied.reduce(0) { max($0, abs($1.gap)) }
  }
}
