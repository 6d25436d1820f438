/// The different cells of a column, by their number in its dictionary: what each says and what it can be taken for.
struct DistinctCells {
  private var texts: [String] = []
  private var isMissing: [Bool] = []
  /// NaN where the text is no number.
  private var values: [Double] = []

  init(_ dictionary: TextDictionary, _ tokens: MissingTokens) {
    texts.reserveCapacity(dictionary.count)
    dictionary.visit { bytes, field in
      texts.append(bytes.text(field))
      isMissing.append(tokens.contain(bytes, field))
      values.append(DecimalNumber.parse(bytes, field.start, field.end) ?? .nan)
    }
  }

  /// The column as numbers; nil when too few of its cells are.
  /// - Parameter numbers: one number of a cell a row.
  func numericColumn(_ numbers: [Int32], name: String) -> ReadColumn? {
    guard values.contains(where: { !$0.isNaN }) || isMissing.allSatisfy({ $0 }) else { return nil }
    let (missing, unusable) = tallies(numbers)
    let usable = numbers.count - missing.count - unusable.count
    guard ReadColumn.isNumeric(numbers: usable, texts: unusable.count) else { return nil }
    let column = Column(name: name, values: .numeric(numbers.map { values[Int($0)] }))
    return ReadColumn(column: column, missing: missing, unusable: unusable)
  }

  /// The column as categories, sorted by their UTF-8 bytes.
  /// - Parameter numbers: one number of a cell a row; they become the codes where they stand.
  func categoricalColumn(_ numbers: consuming [Int32], name: String) -> ReadColumn {
    let order = Self.sorted(texts, texts.indices.filter { !isMissing[$0] })
    var codes = [Int32](repeating: Column.missing, count: texts.count)
    for (code, number) in order.enumerated() { codes[number] = Int32(code) }
    let missing = isMissing.contains(true) ? tallies(numbers).missing : CellTally()
    var rows = numbers.mutableSpan
    for row in rows.indices { rows[row] = codes[Int(rows[row])] }
    let values = Column.Values.categorical(codes: numbers, categories: order.map { texts[$0] })
    return ReadColumn(column: Column(name: name, values: values), missing: missing, unusable: CellTally())
  }

  private func tallies(_ numbers: [Int32]) -> (missing: CellTally, unusable: CellTally) {
    var missing = CellTally()
    var unusable = CellTally()
    for (row, number) in numbers.enumerated() where values[Int(number)].isNaN {
      if isMissing[Int(number)] {
        missing.add(row: row, text: texts[Int(number)])
      } else {
        unusable.add(row: row, text: texts[Int(number)])
      }
    }
    return (missing, unusable)
  }

  /// `numbers` in the order of their texts' bytes. Most texts differ in their first eight, compared as one word.
  private static func sorted(_ texts: [String], _ numbers: [Int]) -> [Int] {
    var keyed = numbers.map { (number: $0, key: leadingBytes(texts[$0])) }
    keyed.sort { a, b in
      a.key != b.key ? a.key < b.key : texts[a.number].utf8.lexicographicallyPrecedes(texts[b.number].utf8)
    }
    return keyed.map(\.number)
  }

  /// The first eight bytes, the first in the highest place, zeros behind them.
  private static func leadingBytes(_ text: String) -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 64
    for byte in text.utf8.prefix(8) {
      shift -= 8
      word |= UInt64(byte) << shift
    }
    return word
  }
}
