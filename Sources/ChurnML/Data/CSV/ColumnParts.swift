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

/// Some rows of a numeric column.
struct NumericPart: Sendable {
  let column: Int
  private(set) var values: [Double] = []
  /// Cells without a value.
  private(set) var missing = CellTally()
  /// Cells with a text that is no number.
  private(set) var unusable = CellTally()

  init(column: Int) { self.column = column }

  mutating func append(_ block: borrowing CSVBlock, columns: Int, _ bytes: RawSpan, _ tokens: MissingTokens) {
    for row in 0..<block.rows {
      let field = block.fields[row * columns + column]
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
}

/// Some rows of a categorical column: numbers into a dictionary of its own.
struct CategoricalPart: Sendable {
  let column: Int
  private(set) var numbers: [Int32] = []
  private(set) var dictionary = TextDictionary()

  init(column: Int) { self.column = column }

  mutating func append(_ block: borrowing CSVBlock, columns: Int, _ bytes: RawSpan) {
    for row in 0..<block.rows {
      numbers.append(dictionary.number(of: bytes, block.fields[row * columns + column]))
    }
  }
}

extension RawSpan {
  /// What a cell says; its bytes have been checked to be UTF-8.
  func text(_ field: CSVField) -> String {
    String(decoding: unquoted((field.start..<field.end).map { byte(at: $0) }[...]), as: UTF8.self)
  }
}
