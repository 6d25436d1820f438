internal import Foundation

/// A symmetric positive definite matrix A, factored so that `A x = b` can be solved for any number of b.
struct Cholesky: Sendable {
  private let factor: Matrix
  /// What had to be added to the diagonal to make the matrix positive definite; 0 when nothing.
  let jitter: Double

  /// Factors `matrix`; where it is singular to rounding, factors `matrix + jitter I` with the smallest jitter of
  /// 1e-10, 1e-8, ... times its mean diagonal that can be factored. A step solved with it still points downhill.
  ///
  /// Nil when the matrix holds numbers that are not finite.
  init?(_ matrix: Matrix) {
    guard matrix.values.allSatisfy(\.isFinite) else { return nil }
    let diagonal = (0..<matrix.rows).map { matrix[$0, $0] }
    let mean = diagonal.reduce(0, +) / Double(max(1, diagonal.count))
    for share in [0, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1] {
      let jitter = share * max(mean, .leastNormalMagnitude)
      var factor = matrix
      for index in 0..<factor.rows { factor[index, index] += jitter }
      if BLAS.factor(&factor) {
        self.factor = factor
        self.jitter = jitter
        return
      }
    }
    return nil
  }

  /// The x of `A x = b`.
  func solve(_ b: [Double]) -> [Double] {
    var sides = Matrix(rows: 1, columns: b.count, values: b)
    BLAS.solve(factored: factor, rightSides: &sides)
    return sides.values
  }

  /// The x of `A x = b` for each row b of `sides`.
  func solve(rows sides: Matrix) -> Matrix {
    var sides = sides
    BLAS.solve(factored: factor, rightSides: &sides)
    return sides
  }

  /// A⁻¹.
  func inverse() -> Matrix {
    var identity = Matrix(zeros: factor.rows, by: factor.rows)
    for index in 0..<factor.rows { identity[index, index] = 1 }
    return solve(rows: identity)
  }

  /// ln det A.
  var logDeterminant: Double { 2 * (0..<factor.rows).reduce(0.0) { $0 + log(factor[$1, $1]) } }
}
