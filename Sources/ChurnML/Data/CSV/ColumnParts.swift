/// Some rows of a numeric column, as read.
struct NumericPart: Sendable {
  let column: Int
  private(set) var values: [Double] = []
  /// Cells without a value.
  private(set) var missing = CellTally()
  /// Cells with a text that is no number.
  private(set) var unusable = CellTally()

  init(column: Int, expectedRows: Int = 0) {
    self.column = column
    values.reserveCapacity(expectedRows)
  }

  mutating func append(_ block: borrowing CSVBlock, _ bytes: RawSpan, _ tokens: MissingTokens) {
    block.visitCells(of: column) { field in
      if let value = DecimalNumber.parse(bytes, field.start, field.end) {
        values.append(value)
      } else {
        appendMissing(bytes, field, tokens)
      }
    }
  }

  private mutating func appendMissing(_ bytes: RawSpan, _ field: CSVField, _ tokens: MissingTokens) {
    if tokens.contain(bytes, field) {
      missing.add(row: values.count, text: bytes.text(field))
    } else {
      unusable.add(row: values.count, text: bytes.text(field))
    }
    values.append(.nan)
  }

  /// Adds the rows that follow these.
  mutating func append(_ next: NumericPart) {
    missing.add(next.missing, firstRow: values.count)
    unusable.add(next.unusable, firstRow: values.count)
    values += next.values
  }
}

/// Some rows of a column read as texts: a number into a dictionary for each.
struct CategoricalPart: Sendable {
  let column: Int
  private(set) var numbers: [Int32] = []
  private(set) var dictionary = TextDictionary()

  init(column: Int, expectedRows: Int = 0) {
    self.column = column
    numbers.reserveCapacity(expectedRows)
  }

  mutating func append(_ block: borrowing CSVBlock, _ bytes: RawSpan) {
    block.visitCells(of: column) { numbers.append(dictionary.number(of: bytes, $0)) }
  }

  /// The numbers, without the dictionary.
  consuming func takeNumbers() -> [Int32] { numbers }

  /// Adds the rows that follow these.
  mutating func append(_ next: CategoricalPart) {
    let renumbered = next.dictionary.merge(into: &dictionary)
    for number in next.numbers { numbers.append(renumbered[Int(number)]) }
  }
}
