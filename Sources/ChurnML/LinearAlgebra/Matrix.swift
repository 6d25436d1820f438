/// A dense matrix of `rows` x `columns` numbers, stored row after row: element (i, j) is `values[i * columns + j]`.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  public internal(set) var values: [Double]

  /// - Parameter values: `rows * columns` numbers, row after row.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(zeros rows: Int, by columns: Int) {
    self.init(rows: rows, columns: columns, values: [Double](repeating: 0, count: rows * columns))
  }

  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The matrix times `vector`, summed in column order.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columns)
    return (0..<rows).map { row in
      var sum = 0.0
      for column in 0..<columns { sum += values[row * columns + column] * vector[column] }
      return sum
    }
  }
}
