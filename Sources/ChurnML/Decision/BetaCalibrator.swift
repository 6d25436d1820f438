internal import Foundation

/// 1 / (1 + 1 / (e^c p^a / (1 - p)^b)) with a and b not negative.
///
/// Kull, Silva Filho and Flach (2017): unlike Platt's, the family contains the identity and is right for scores that
/// pile up at one end. A coefficient that would be negative is dropped and the rest fitted again; targets are Platt's.
public struct BetaCalibrator: Calibrator {
  public static let name = "beta"

  let a: Double
  let b: Double
  let c: Double
  let margin: Margin

  /// Throws `Undefined` unless every score is a probability.
  public init(fittedTo scores: RankedScores) throws(Undefined) {
    try scores.requireProbabilities(for: "beta calibration")
    let margin = Margin(scores)
    let clipped = scores.threshold.map(margin.clipped)
    let (low, high) = (clipped.map { log($0) }, clipped.map { -log1p(-$0) })
    func fit(_ features: [[Double]]) -> [Double] {
      GroupedLogistic(features: features, rows: scores.groupRows, churners: scores.smoothedChurners).coefficients()
    }
    var (c, a, b) = { ($0[0], $0[1], $0[2]) }(fit([low, high]))
    if a < 0 || b < 0 {
      let keepsHigh = a < 0
      let one = fit([keepsHigh ? high : low])
      c = one[0]
      a = keepsHigh ? 0 : max(0, one[1])
      b = keepsHigh ? max(0, one[1]) : 0
    }
    (self.a, self.b, self.c, self.margin) = (a, b, c, margin)
  }

  public func probability(_ score: Double) -> Double {
    let p = margin.clipped(score)
    return 1 / (1 + exp(-(c + a * log(p) - b * log1p(-p))))
  }
}
