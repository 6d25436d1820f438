extension Matrix {
  /// Of a Gram matrix XᵀX: the columns of X that are linear combinations of columns before them, found by Cholesky's
  /// decomposition in the columns' order; such a column has next to nothing left when those before are taken off.
  func aliasedColumns(tolerance: Double = 1e-9) -> [Int] {
    precondition(rows == columns)
    var factor = Matrix(zeros: rows, by: rows)
    var aliased: [Int] = []
    for column in 0..<rows {
      var rest = self[column, column]
      for earlier in 0..<column { rest -= factor[column, earlier] * factor[column, earlier] }
      guard rest > tolerance * self[column, column] else {
        aliased.append(column)
        continue
      }
      let pivot = rest.squareRoot()
      factor[column, column] = pivot
      for row in (column + 1)..<max(column + 1, rows) {
        var sum = self[row, column]
        for earlier in 0..<column { sum -= factor[row, earlier] * factor[column, earlier] }
        factor[row, column] = sum / pivot
      }
    }
    return aliased
  }

  /// With the rows and columns of `held` replaced by the identity's, so that solving leaves their unknowns alone.
  func holding(_ held: [Int]) -> Matrix {
    var matrix = self
    for index in held {
      for other in 0..<rows {
        matrix[index, other] = 0
        matrix[other, index] = 0
      }
      matrix[index, index] = 1
    }
    return matrix
  }

  /// vᵀ A v.
  func quadraticForm(_ vector: [Double]) -> Double {
    zip(vector, times(vector)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
