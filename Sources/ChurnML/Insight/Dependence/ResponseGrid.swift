/// The values that a column takes in turn.
public struct GridAxis: Sendable, Equatable {
  /// Its place among the model's columns.
  public let column: Int
  public let cells: [CustomerCell]

  public init(column: Int, cells: [CustomerCell]) {
    self.column = column
    self.cells = cells
  }

  /// At most `most` values that the rows have: of numbers evenly spaced quantiles from the least to the greatest, of categories
  /// the most frequent, in code order. nil for a column of fewer than two values.
  public init?(_ column: Column, at place: Int, rows: [Int], most: Int) {
    self.column = place
    switch column.values {
    case .numeric(let numbers):
      let sorted = rows.map { numbers[$0] }.filter { !$0.isNaN }.sorted()
      var edges: [Double] = []
      for step in 0..<most where !sorted.isEmpty {
        let edge = sorted[(sorted.count - 1) * step / (most - 1)]
        if edge != edges.last { edges.append(edge) }
      }
      cells = edges.map { .number($0) }
    case .categorical(let codes, let categories):
      var counts = [Int](repeating: 0, count: categories.count)
      for row in rows where codes[row] >= 0 { counts[Int(codes[row])] += 1 }
      let frequent = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
      cells = frequent.prefix(most).sorted().map { .category(Int32($0)) }
    }
    if cells.count < 2 { return nil }
  }
}

/// One column's values, or every pair of two columns' values, that a model is asked about while all other columns stay as they are.
public struct ResponseGrid: Sendable, Equatable {
  public static let mostPoints = 64
  /// One or two.
  public let axes: [GridAxis]

  /// - Parameter axes: of different columns, with at most `mostPoints` points together.
  public init(_ axes: GridAxis...) {
    precondition(axes.reduce(1) { $0 * $1.cells.count } <= Self.mostPoints)
    self.axes = axes
  }

  /// The second axis runs fastest.
  public var points: Int { axes.reduce(1) { $0 * $1.cells.count } }

  /// The cell of an axis at a point.
  func cell(_ axis: Int, at point: Int) -> CustomerCell {
    let cells = axes[axis].cells
    return axis == axes.count - 1 ? cells[point % cells.count] : cells[point / axes[1].cells.count]
  }
}
