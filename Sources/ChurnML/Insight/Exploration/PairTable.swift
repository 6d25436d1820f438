/// Customers by the levels of two columns; those who lack a value in either are left out.
struct PairTable: Sendable {
  /// Levels of the columns.
  let first: Int
  let second: Int
  /// The cell of levels `a` and `b` is number `a * second + b`.
  let cells: [ChurnCount]

  /// The codes of a column for counting: those without a value come last, and the label is inside.
  struct Codes: Sendable {
    let levels: Int
    let codes: [UInt8]

    /// - Precondition: fewer than 127 levels.
    init(_ column: ColumnLevels) {
      let count = column.levels.count
      precondition(count < 127)
      levels = count
      codes = column.codes.map { UInt8($0 < 0 ? count : Int($0)) }
    }
  }

  init(_ a: Codes, _ b: Codes, labels: [UInt8]) {
    let width = b.levels + 1
    var counts = [Int32](repeating: 0, count: 2 * (a.levels + 1) * width)
    counts.withUnsafeMutableBufferPointer { counts in
      for row in labels.indices {
        counts[2 * (Int(a.codes[row]) * width + Int(b.codes[row])) + Int(labels[row])] += 1
      }
    }
    first = a.levels
    second = b.levels
    cells = (0..<a.levels).flatMap { level in
      (0..<b.levels).map { other in
        let cell = 2 * (level * width + other)
        return ChurnCount(rows: Int(counts[cell] + counts[cell + 1]), churned: Int(counts[cell + 1]))
      }
    }
  }

  var rows: Int { cells.reduce(0) { $0 + $1.rows } }

  /// Bias-corrected Cramér's V between the two columns.
  var association: Double { ContingencyTable(cells.map(\.rows), columns: max(1, second)).correctedCramersV }

  /// What both together say about who churns, in nats.
  var together: Double { Self.information(cells) }

  /// What either alone says, on the same customers.
  var alone: (first: Double, second: Double) {
    let firstCounts = (0..<first).map { a in (0..<second).reduce(ChurnCount()) { $0 + cells[a * second + $1] } }
    let secondCounts = (0..<second).map { b in (0..<first).reduce(ChurnCount()) { $0 + cells[$1 * second + b] } }
    return (Self.information(firstCounts), Self.information(secondCounts))
  }

  /// How many free comparisons the second column adds to the first: in each level of the first, its occupied cells less one.
  var addedBySecond: Int {
    (0..<first).reduce(0) { sum, a in
      sum + max(0, (0..<second).count { cells[a * second + $0].rows > 0 } - 1)
    }
  }

  var addedByFirst: Int {
    (0..<second).reduce(0) { sum, b in
      sum + max(0, (0..<first).count { cells[$0 * second + b].rows > 0 } - 1)
    }
  }

  /// The cells that hold a customer.
  func occupied(_ firstLevels: [Level], _ secondLevels: [Level]) -> [ColumnPair.Cell] {
    cells.enumerated().compactMap { index, count in
      let levels = [firstLevels[index / second], secondLevels[index % second]]
      return count.rows > 0 ? ColumnPair.Cell(levels: levels, count: count) : nil
    }
  }

  private static func information(_ counts: [ChurnCount]) -> Double {
    ContingencyTable(counts.flatMap { [$0.churned, $0.rows - $0.churned] }, columns: 2).mutualInformation
  }
}
