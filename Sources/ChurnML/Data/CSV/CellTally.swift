/// How many cells of some kind a column has, and the first of them.
struct CellTally: Sendable, Equatable {
  struct Example: Sendable, Equatable {
    var row: Int
    let text: String
  }

  private(set) var count = 0
  private(set) var first: Example?

  mutating func add(row: Int, text: @autoclosure () -> String) {
    if first == nil { first = Example(row: row, text: text()) }
    count += 1
  }

  /// Adds the cells of rows further down, numbered from `firstRow` on.
  mutating func add(_ other: CellTally, firstRow: Int) {
    if first == nil, let example = other.first {
      first = Example(row: firstRow + example.row, text: example.text)
    }
    count += other.count
  }
}
