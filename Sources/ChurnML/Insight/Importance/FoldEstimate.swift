/// A figure measured once a fold: its mean with an interval that knows that the folds' models share most of their rows
/// (Nadeau and Bengio 2003; for importance Molnar et al. 2023: Relating the partial dependence plot and permutation
/// feature importance to the data generating process).
public struct FoldEstimate: Sendable, Equatable {
  public let folds: [Double]
  /// Assessed over analysed rows.
  let testShare: Double

  public init(folds: [Double], testShare: Double) {
    self.folds = folds
    self.testShare = testShare
  }

  public var mean: Double { folds.isEmpty ? 0 : folds.reduce(0, +) / Double(folds.count) }

  /// Of the mean. Throws `Undefined` for fewer than two folds, or when all are equal.
  public func interval(confidence: Double = 0.95) throws(Undefined) -> (low: Double, high: Double) {
    try CorrelatedTTest(differences: folds, testShare: testShare).difference.interval(confidence: confidence)
  }

  /// Where the mean over `count` folds of one more figure of this kind is to be expected.
  public func prediction(ofMeanOver count: Int, confidence: Double = 0.95) throws(Undefined) -> (
    low: Double, high: Double
  ) {
    guard folds.count > 1 else { throw Undefined("it was measured less than twice") }
    let mean = mean
    let variance = folds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(folds.count - 1)
    guard variance > 0 else { return (mean, mean) }
    return MeanDifference(
      mean: mean, standardError: ((1 / Double(count) + testShare) * variance).squareRoot(), df: Double(folds.count - 1)
    ).interval(confidence: confidence)
  }
}
