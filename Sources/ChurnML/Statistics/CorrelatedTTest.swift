/// A comparison of two models over cross-validation folds, whose training sets overlap.
///
/// Nadeau and Bengio (2003): the variance of the mean difference is (1/k + n_test/n_train) times the folds' variance,
/// k differences in all; Benavoli et al. (2017) read the same t as a posterior.
public struct CorrelatedTTest: Sendable, Equatable {
  /// With the corrected standard error and k - 1 degrees of freedom.
  public let difference: MeanDifference

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
    difference = MeanDifference(
      mean: mean, standardError: ((1 / count + testShare) * variance).squareRoot(), df: count - 1)
  }
}
