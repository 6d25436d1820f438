/// Mean over rows of |mean probability - churn rate| of the row's bin; ten equal-width bins.
public struct ExpectedCalibrationError: Metric {
  public static let name = "ece"
  public static let direction = MetricDirection.minimize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireProbabilities(for: "ece")
    let gaps = CalibrationBins(scores).bins.map { abs($0.probability - Double($0.churners)) }
    return gaps.reduce(0, +) / Double(scores.count)
  }
}
