/// The increasing function of the score that fits the outcomes best, straight between the blocks' ends and constant
/// beyond them, as scikit-learn's `IsotonicRegression(out_of_bounds="clip")`.
public struct IsotonicCalibrator: Calibrator {
  public static let name = "isotonic"

  /// Increasing scores.
  let scores: [Double]
  /// Probabilities there, not decreasing.
  let probabilities: [Double]

  public init(fittedTo ranked: RankedScores) throws(Undefined) {
    guard ranked.count > 0 else { throw Undefined("calibration of no rows") }
    var scores: [Double] = []
    var probabilities: [Double] = []
    for block in IsotonicFit(ranked).blocks {
      for score in block.lowest == block.highest ? [block.lowest] : [block.lowest, block.highest] {
        scores.append(score)
        probabilities.append(block.rate)
      }
    }
    (self.scores, self.probabilities) = (scores, probabilities)
  }

  public func probability(_ score: Double) -> Double {
    let next = scores.partitioningIndex { $0 > score }
    guard next > 0 else { return probabilities[0] }
    guard next < scores.count else { return probabilities[scores.count - 1] }
    let share = (score - scores[next - 1]) / (scores[next] - scores[next - 1])
    return probabilities[next - 1] + share * (probabilities[next] - probabilities[next - 1])
  }
}
