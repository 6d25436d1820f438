/// A comparison of two models over cross-validation folds, whose training sets overlap.
///
/// Nadeau and Bengio (2003): the variance of the mean difference is (1/k + n_test/n_train) times the folds' variance,
/// k differences in all; Benavoli et al. (2017) read the same t as a posterior.
public struct CorrelatedTTest: Sendable, Equatable {
  public let meanDifference: Double
  public let df: Int
  /// The corrected standard error of the mean difference.
  public let standardError: Double

  /// Throws `Undefined` for fewer than two differences, or when all are equal.
  /// - Parameters:
  ///   - differences: a minus b, one a fold and repeat.
  ///   - testShare: n_test / n_train, 1/(folds - 1) for k-fold.
  public init(differences: [Double], testShare: Double) throws(Undefined) {
    guard differences.count > 1 else { throw Undefined("a corrected t test needs at least two differences") }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    guard variance > 0 else { throw Undefined("the difference is the same in every fold, so it has no variance") }
    meanDifference = mean
    df = differences.count - 1
    standardError = ((1 / count + testShare) * variance).squareRoot()
  }

  public var t: Double { meanDifference / standardError }
  /// Two-sided.
  public var pValue: Double { studentTwoSided(t, df: Double(df)) }

  public func interval(confidence: Double = 0.95) -> (low: Double, high: Double) {
    let half = -studentQuantile((1 - confidence) / 2, df: Double(df)) * standardError
    return (meanDifference - half, meanDifference + half)
  }

  /// Posterior probabilities that a is better by more than `rope`, that they differ by no more, that b is better.
  public func posterior(rope: Double) -> (aBetter: Double, equivalent: Double, bBetter: Double) {
    let aBetter = studentCumulative((meanDifference - rope) / standardError, df: Double(df))
    let bBetter = studentCumulative((-rope - meanDifference) / standardError, df: Double(df))
    return (aBetter, max(0, 1 - aBetter - bBetter), bBetter)
  }
}
