/// A column of a table and what was noticed while reading it.
struct ReadColumn: Sendable {
  /// The least share of numbers among a column's cells, missing ones not counted, that makes it numeric.
  static let numericShare = 0.98

  let column: Column
  let missing: CellTally
  /// Cells of a numeric column with a text that is no number; they are missing in `column`.
  let unusable: CellTally

  init(column: Column, missing: CellTally, unusable: CellTally) {
    self.column = column
    self.missing = missing
    self.unusable = unusable
  }

  /// Nil when the column is not to be numeric, because too few of its cells are numbers.
  init?(_ part: NumericPart, name: String, isForced: Bool) {
    let numbers = part.values.count - part.missing.count - part.unusable.count
    guard isForced || Self.isNumeric(numbers: numbers, texts: part.unusable.count) else { return nil }
    self.init(
      column: Column(name: name, values: .numeric(part.values)), missing: part.missing, unusable: part.unusable)
  }

  /// A categorical column, or a numeric one when nothing is forced and enough of its cells are numbers.
  init(_ part: consuming CategoricalPart, name: String, isForced: Bool, _ tokens: MissingTokens) {
    let cells = DistinctCells(part.dictionary, tokens)
    let numbers = part.takeNumbers()
    if !isForced, let column = cells.numericColumn(numbers, name: name) {
      self = column
    } else {
      self = cells.categoricalColumn(numbers, name: name)
    }
  }

  static func isNumeric(numbers: Int, texts: Int) -> Bool {
    Double(numbers) >= numericShare * Double(numbers + texts)
  }
}
