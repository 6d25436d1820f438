/// Mean over rows of |mean probability - churn rate| of the row's bin; ten bins of equal numbers of rows (Nixon et al. 2019,
/// "Measuring calibration in deep learning"), which leaves none nearly empty. Even true probabilities do not reach 0:
/// `CalibrationNull` says what they would.
public struct EqualMassCalibrationError: Metric {
  public static let name = "ece_equal_mass"
  public static let direction = MetricDirection.minimize
  public static let range = 0.0...1.0

  public init() {}

  public func value(of scores: RankedScores) throws(Undefined) -> Double {
    try scores.requireProbabilities(for: Self.name)
    return EqualMassBins(scores).bins.reduce(0) { $0 + abs($1.gap) } / Double(scores.count)
  }
}
