/// Whether out-of-fold scores may be read as probabilities, so that money may be promised on them for one customer.
///
/// A tolerance, not a significance test: the calibration slope lies in [0.8, 1.25] and the mean score is within a tenth of
/// the base rate of it.
public struct CalibrationCheck: Sendable, Equatable {
  /// Of Cox's line; scores are clipped half a row away from 0 and 1.
  public let slope: Figure<Double>
  /// Mean score minus churn rate.
  public let meanError: Double
  public let churnRate: Double
  /// Why the scores are refused; nil when they pass.
  public let refusal: String?

  /// Throws `Undefined` when the scores are no probabilities at all or a class is missing.
  public init(_ scores: RankedScores) throws(Undefined) {
    try scores.requireProbabilities(for: "the calibration check")
    try scores.requireBothClasses(for: "the calibration check")
    let count = Double(scores.count)
    let churnRate = Double(scores.positives) / count
    let meanError = scores.scores.reduce(0, +) / count - churnRate
    let slope = Figure { () throws(Undefined) in try CoxCalibration.line(scores, clip: 0.5 / count).slope }
    self.churnRate = churnRate
    self.meanError = meanError
    self.slope = slope
    let constant = scores.threshold.count == 1
    refusal = Self.refusal(slope: slope, constant: constant, meanError: meanError, churnRate: churnRate)
  }

  public var passes: Bool { refusal == nil }

  private static func refusal(
    slope: Figure<Double>, constant: Bool, meanError: Double, churnRate: Double
  ) -> String? {
    let remedy = "calibrate them (platt, isotonic or beta)"
    if abs(meanError) > churnRate / 10 {
      return
        "the scores are not calibrated: their mean is \(rounded(churnRate + meanError)) and the churn rate "
        + "\(rounded(churnRate)); \(remedy)"
    }
    switch slope {
    case .value(let slope) where (0.8...1.25).contains(slope): return nil
    case .value(let slope):
      return
        "the scores are not calibrated: their calibration slope is \(rounded(slope)), outside 0.8 to 1.25; \(remedy)"
    // Equal scores that have the right mean are calibrated, though they have no slope.
    case .undefined where constant: return nil
    case .undefined(let reason): return "the scores' calibration cannot be judged: \(reason)"
    }
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
