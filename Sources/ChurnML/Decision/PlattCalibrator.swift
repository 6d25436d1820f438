internal import Foundation

/// 1 / (1 + exp(-(a + b z))), z the score's log-odds, or the score itself where scores are no probabilities.
///
/// Platt (1999), with his smoothed targets, which keep the fit finite when scores separate the classes.
public struct PlattCalibrator: Calibrator {
  public static let name = "platt"

  let intercept: Double
  let slope: Double
  let margin: Margin

  public init(fittedTo scores: RankedScores) throws(Undefined) {
    guard scores.count > 0 else { throw Undefined("calibration of no rows") }
    margin = Margin(scores)
    let fit = GroupedLogistic(
      features: [scores.threshold.map(margin.callAsFunction)], rows: scores.groupRows,
      churners: scores.smoothedChurners)
    let coefficients = fit.coefficients()
    (intercept, slope) = (coefficients[0], coefficients[1])
  }

  public func probability(_ score: Double) -> Double { 1 / (1 + exp(-(intercept + slope * margin(score)))) }
}

/// The scale on which logistic calibrators are linear: log-odds, for scores that are probabilities.
struct Margin: Sendable, Equatable, Codable {
  /// Half a row: no score of n rows is trusted to be nearer to 0 or 1. nil leaves scores as they are.
  let clip: Double?

  init(_ scores: RankedScores) {
    let inside = scores.threshold.allSatisfy { (0...1).contains($0) }
    clip = inside ? 0.5 / Double(scores.count + 1) : nil
  }

  func clipped(_ score: Double) -> Double { clip.map { min(max(score, $0), 1 - $0) } ?? score }

  func callAsFunction(_ score: Double) -> Double { clip == nil ? score : logit(clipped(score)) }
}

extension RankedScores {
  /// Churners of each group by Platt's targets: a churner counts (n1 + 1)/(n1 + 2), a stayer 1/(n0 + 2).
  var smoothedChurners: [Double] {
    let churner = (Double(positives) + 1) / (Double(positives) + 2)
    let stayer = 1 / (Double(negatives) + 2)
    return zip(groupRows, groupChurners).map { rows, churners in churners * churner + (rows - churners) * stayer }
  }
}
