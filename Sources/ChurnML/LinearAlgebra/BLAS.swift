internal import COpenBLAS

/// The calls into OpenBLAS and LAPACK, with their dimensions checked. No other file imports COpenBLAS.
///
/// OpenBLAS runs on the caller's thread: parallelism belongs to `concurrentMap`, whose blocks do not depend on the
/// number of threads, so neither do the sums.
public enum BLAS {
  /// OpenBLAS's version and build options, for the record of a run.
  public static var configuration: String { String(cString: openblas_get_config()) }

  /// The kind of processor whose kernels OpenBLAS chose; the last bits of its sums depend on it.
  public static var coreName: String { String(cString: openblas_get_corename()) }

  private static let onOneThread: Void = openblas_set_num_threads(1)

  /// Adds `xᵀx` to the upper triangle of `sum`.
  /// - Parameters:
  ///   - x: `rows` x `columns` numbers, row after row.
  ///   - sum: `columns` x `columns` numbers, row after row.
  static func addGram(
    of x: UnsafePointer<Double>, rows: Int, columns: Int, to sum: UnsafeMutablePointer<Double>
  ) {
    _ = onOneThread
    cblas_dsyrk(
      CblasRowMajor, CblasUpper, CblasTrans, blasint(columns), blasint(rows), 1, x, blasint(columns), 1, sum,
      blasint(columns))
  }

  /// Writes `x v` to `result`.
  /// - Parameter x: `rows` x `columns` numbers, row after row.
  static func product(
    _ x: UnsafePointer<Double>, rows: Int, columns: Int, _ v: UnsafePointer<Double>,
    to result: UnsafeMutablePointer<Double>
  ) {
    _ = onOneThread
    cblas_dgemv(
      CblasRowMajor, CblasNoTrans, blasint(rows), blasint(columns), 1, x, blasint(columns), v, 1, 0, result, 1)
  }

  /// Adds `xᵀ v` to `sum`.
  /// - Parameter x: `rows` x `columns` numbers, row after row.
  static func addTransposedProduct(
    _ x: UnsafePointer<Double>, rows: Int, columns: Int, _ v: UnsafePointer<Double>,
    to sum: UnsafeMutablePointer<Double>
  ) {
    _ = onOneThread
    cblas_dgemv(
      CblasRowMajor, CblasTrans, blasint(rows), blasint(columns), 1, x, blasint(columns), v, 1, 1, sum, 1)
  }

  /// `a b`, where `a` is transposed first if `transposed`.
  static func product(_ a: Matrix, transposed: Bool = false, _ b: Matrix) -> Matrix {
    _ = onOneThread
    let (rows, inner) = transposed ? (a.columns, a.rows) : (a.rows, a.columns)
    precondition(inner == b.rows)
    var product = Matrix(zeros: rows, by: b.columns)
    guard rows > 0, inner > 0, b.columns > 0 else { return product }
    cblas_dgemm(
      CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, blasint(rows), blasint(b.columns),
      blasint(inner), 1, a.values, blasint(a.columns), b.values, blasint(b.columns), 0, &product.values,
      blasint(b.columns))
    return product
  }

  /// The products of each row of `a` with the same row of `b`.
  static func rowProducts(_ a: Matrix, _ b: Matrix) -> [Double] {
    _ = onOneThread
    precondition(a.rows == b.rows && a.columns == b.columns)
    return a.values.withUnsafeBufferPointer { x in
      b.values.withUnsafeBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return [Double](repeating: 0, count: a.rows) }
        return (0..<a.rows).map { cblas_ddot(Int32(a.columns), x + $0 * a.columns, 1, y + $0 * a.columns, 1) }
      }
    }
  }

  /// Replaces the symmetric matrix by its Cholesky factor, in the triangle LAPACK calls lower when it reads rows as
  /// columns; false when the matrix is not positive definite.
  static func factor(_ matrix: inout Matrix) -> Bool {
    _ = onOneThread
    precondition(matrix.rows == matrix.columns)
    let order = Int32(matrix.rows)
    let info = LAPACKE_dpotrf(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), order, &matrix.values, order)
    precondition(info >= 0, "dpotrf argument \(-info)")
    return info == 0
  }

  /// Solves for each row of `rightSides`, given the result of `factor`.
  static func solve(factored: Matrix, rightSides: inout Matrix) {
    precondition(rightSides.columns == factored.columns)
    let order = Int32(factored.rows)
    let info = LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), order, Int32(rightSides.rows), factored.values, order,
      &rightSides.values, order)
    precondition(info == 0, "dpotrs argument \(-info)")
  }
}
