/// A column as numbers of its distinct values: what all alarms read.
struct CodedColumn: Sendable {
  let name: String
  let kind: ColumnKind
  /// One a row, into `counts`; `Column.missing` where there is no value.
  let codes: [Int32]
  /// Rows by code.
  let counts: [Int]
  /// Distinct values by code, increasing; nil for a categorical column.
  let values: [Double]?

  init(_ column: Column) {
    name = column.name
    kind = column.kind
    switch column.values {
    case .categorical(let codes, let categories):
      self.codes = codes
      values = nil
      counts = Self.counts(codes, categories.count)
    case .numeric(let numbers):
      let (codes, values) = Self.ranked(numbers)
      self.codes = codes
      self.values = values
      counts = Self.counts(codes, values.count)
    }
  }

  var rows: Int { codes.count }
  var distinct: Int { counts.count { $0 > 0 } }
  /// Rows with a value.
  var present: Int { counts.reduce(0, +) }
  /// Rows outside the most frequent value; a missing one is a value here.
  var minority: Int { rows - max(counts.max() ?? 0, rows - present) }

  /// Whether the column says nothing: one value in all rows, or none in any.
  var isConstant: Bool { minority == 0 }

  /// Mean rank of the rows of each code, from 0, among the rows with a value.
  var midranks: [Double] {
    var before = 0
    return counts.map { count in
      defer { before += count }
      return Double(before) + Double(count - 1) / 2
    }
  }

  private static func counts(_ codes: [Int32], _ distinct: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: distinct)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  private static func ranked(_ numbers: [Double]) -> (codes: [Int32], values: [Double]) {
    let rows = numbers.indices.filter { !numbers[$0].isNaN }
    let present = rows.count == numbers.count ? numbers : rows.map { numbers[$0] }
    var codes = [Int32](repeating: Column.missing, count: numbers.count)
    var values: [Double] = []
    for place in descendingOrder(of: present).reversed() {
      let value = present[Int(place)]
      if value != values.last { values.append(value) }
      codes[rows[Int(place)]] = Int32(values.count - 1)
    }
    return (codes, values)
  }
}
