/// A column of a table and what was noticed while reading it.
struct ReadColumn: Sendable {
  let column: Column
  let missing: CellTally
  /// Cells of a numeric column with a text that is no number; they are missing in `column`.
  let unusable: CellTally
}

/// Puts the parts of one column together.
enum ColumnAssembly {
  /// The least share of numbers among a column's cells, missing ones not counted, that makes it numeric.
  static let numericShare = 0.98

  /// Nil when the column is not to be numeric: fewer than `numericShare` of its cells are numbers.
  static func numeric(_ parts: [NumericPart], firstRows: [Int], name: String, isForced: Bool) -> ReadColumn? {
    var missing = CellTally()
    var unusable = CellTally()
    for (part, firstRow) in zip(parts, firstRows) {
      missing.add(part.missing, firstRow: firstRow)
      unusable.add(part.unusable, firstRow: firstRow)
    }
    let rows = parts.reduce(0) { $0 + $1.values.count }
    guard isForced || isNumeric(numbers: rows - missing.count - unusable.count, texts: unusable.count) else {
      return nil
    }
    var values: [Double] = []
    values.reserveCapacity(rows)
    for part in parts { values += part.values }
    return ReadColumn(column: Column(name: name, values: .numeric(values)), missing: missing, unusable: unusable)
  }

  /// A categorical column, or a numeric one when nothing is forced and enough of its cells are numbers.
  static func categorical(
    _ parts: [CategoricalPart], name: String, isForced: Bool, _ tokens: MissingTokens
  ) -> ReadColumn {
    var dictionary = TextDictionary()
    var numbers: [Int32] = []
    numbers.reserveCapacity(parts.reduce(0) { $0 + $1.numbers.count })
    for part in parts {
      let renumbered = part.dictionary.merge(into: &dictionary)
      for number in part.numbers { numbers.append(renumbered[Int(number)]) }
    }
    let cells = DistinctCells(dictionary, tokens)
    if !isForced, let column = cells.numericColumn(numbers, name: name) { return column }
    return cells.categoricalColumn(numbers, name: name)
  }

  static func isNumeric(numbers: Int, texts: Int) -> Bool {
    Double(numbers) >= numericShare * Double(numbers + texts)
  }
}
