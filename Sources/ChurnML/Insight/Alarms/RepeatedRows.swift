internal import Foundation

/// Rows that are equal in all columns, and how many of them are no coincidence.
///
/// Customers described by a few coarse columns, or of a common kind, are equal by chance. Copies are told from them by three
/// signs: they are of all kinds, the rare ones too; equal strangers are not to be expected there; and nobody stands beside
/// them who differs in one coarse column only, as somebody does wherever customers are dense.
struct RepeatedRows: Sendable {
  /// Rows that are equal, at least two; by their first row.
  let groups: [[UInt32]]
  /// Copies that are no coincidence, about.
  let suspicious: Int

  /// Rows beyond the first of their group.
  var copies: Int { groups.reduce(0) { $0 + $1.count - 1 } }

  /// Equal strangers that a copy may expect at most.
  private static let mostExpected = 0.05

  init(_ columns: [CodedColumn]) {
    let columns = columns.filter { !$0.isConstant }
    let words = RowWords(columns)
    groups = words.equalRows
    guard !groups.isEmpty else {
      suspicious = 0
      return
    }
    let rarity = RowRarity(columns)
    let copied = groups.filter { group in
      let own = rarity.information(Int(group[0]), copies: group.count)
      return own > rarity.median && rarity.expectedEqual(own) < Self.mostExpected
    }
    let alone = words.shareWithoutNeighbour(copied.map { Int($0[0]) })
    // Only rows rarer than half of all were looked at.
    let seen = copied.reduce(0) { $0 + $1.count - 1 }
    suspicious = min(groups.reduce(0) { $0 + $1.count - 1 }, Int((2 * alone * Double(seen)).rounded()))
  }
}

/// How rare each row would be if its columns had nothing to do with each other.
private struct RowRarity {
  private let columns: [CodedColumn]
  private let rows: Double
  /// Of all rows' information.
  let median: Double

  init(_ columns: [CodedColumn]) {
    self.columns = columns
    let rows = columns[0].rows
    self.rows = Double(rows)
    let step = max(1, rows / 20_000)
    let sample = stride(from: 0, to: rows, by: step).map { row in
      columns.reduce(0) { $0 + Self.information($1, row, copies: 1, rows: Double(rows)) }
    }
    median = sample.sorted()[sample.count / 2]
  }

  /// Sum over columns of -ln(share of rows with the row's value), its copies taken as one row.
  func information(_ row: Int, copies: Int) -> Double {
    columns.reduce(0) { $0 + Self.information($1, row, copies: copies, rows: rows) }
  }

  private static func information(_ column: CodedColumn, _ row: Int, copies: Int, rows: Double) -> Double {
    let code = column.codes[row]
    let count = code >= 0 ? column.counts[Int(code)] : column.rows - column.present
    return -log(Double(count - copies + 1) / rows)
  }

  /// Other rows that would be equal to one of this information by chance.
  func expectedEqual(_ information: Double) -> Double { rows * exp(-information) }
}

/// Each row as a sum of one random word a column, so that a column can be taken out again.
private struct RowWords {
  private let columns: [CodedColumn]
  private let sums: [UInt64]

  /// Rows looked at to see whether they have neighbours.
  private static let sample = 1000
  /// A column is coarse when two rows agree in it at least so often.
  private static let coarse = 0.05

  init(_ columns: [CodedColumn]) {
    var sums = [UInt64](repeating: 0, count: columns.first?.rows ?? 0)
    for (index, column) in columns.enumerated() {
      for (row, code) in column.codes.enumerated() { sums[row] &+= Self.word(index, code) }
    }
    self.columns = columns
    self.sums = sums
  }

  @inline(__always)
  private static func word(_ column: Int, _ code: Int32) -> UInt64 {
    RandomSource.mix(UInt64(column) << 32 | UInt64(UInt32(bitPattern: code)))
  }

  /// By their first row.
  var equalRows: [[UInt32]] {
    guard !sums.isEmpty else { return [] }
    let order = sums.indices.map { (sum: sums[$0], row: UInt32($0)) }.sorted { ($0.sum, $0.row) < ($1.sum, $1.row) }
    var groups: [[UInt32]] = []
    var start = 0
    for index in 1...order.count where index == order.count || order[index].sum != order[start].sum {
      if index - start > 1 { groups.append(order[start..<index].map(\.row)) }
      start = index
    }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// Of `rows`, the share beside which no row differs in exactly one coarse column.
  func shareWithoutNeighbour(_ rows: [Int]) -> Double {
    guard !rows.isEmpty else { return 0 }
    let sampled = (0..<min(Self.sample, rows.count)).map { rows[$0 * rows.count / min(Self.sample, rows.count)] }
    var withNeighbour = Set<UInt64>()
    for (index, column) in columns.enumerated() where column.meeting >= Self.coarse {
      // What the sampled rows are without this column.
      var reduced: [UInt64: [UInt64]] = [:]
      for row in sampled {
        reduced[sums[row] &- Self.word(index, column.codes[row]), default: []].append(sums[row])
      }
      var filter = BitFilter()
      for key in reduced.keys { filter.insert(key) }
      for (row, code) in column.codes.enumerated() {
        let key = sums[row] &- Self.word(index, code)
        guard filter.mayContain(key), let members = reduced[key] else { continue }
        for member in members where member != sums[row] { withNeighbour.insert(member) }
      }
    }
    return 1 - Double(withNeighbour.count) / Double(sampled.count)
  }
}

extension CodedColumn {
  /// P(two rows agree), missing values taken as a value.
  fileprivate var meeting: Double {
    (counts + [rows - present]).reduce(0.0) { $0 + Double($1) * Double($1) } / (Double(rows) * Double(rows))
  }
}

/// Says quickly of most keys that they were not inserted.
private struct BitFilter {
  private static let bits: UInt64 = 1 << 16
  private var words = [UInt64](repeating: 0, count: Int(bits / 64))

  mutating func insert(_ key: UInt64) { words[Int(key % Self.bits / 64)] |= 1 << (key % 64) }

  @inline(__always)
  func mayContain(_ key: UInt64) -> Bool { words[Int(key % Self.bits / 64)] >> (key % 64) & 1 == 1 }
}
