/// Which columns one pass over a CSV text reads, and as what.
struct CSVPlan: Sendable {
  let layout: CSVLayout
  let tokens: MissingTokens
  private(set) var numeric: [Int]
  private(set) var categorical: [Int]

  init(_ layout: CSVLayout, _ kinds: [ColumnKind], _ tokens: MissingTokens) {
    self.layout = layout
    self.tokens = tokens
    numeric = kinds.indices.filter { kinds[$0] == .numeric }
    categorical = kinds.indices.filter { kinds[$0] == .categorical }
  }

  /// About how many rows `bytes` bytes hold, judged by the first ones.
  static func expectedRows(_ bytes: Int, _ first: CSVPiece, _ layout: CSVLayout) -> Int {
    let lines = first.bytes[layout.rowsStart..<max(layout.rowsStart, first.count)].count { $0 == Byte.lineFeed }
    // A little more than proportional, so that the guess is rarely too small.
    return Int(1.03 * Double(lines) * Double(bytes) / Double(max(1, first.count))) + 1
  }

  var isEmpty: Bool { numeric.isEmpty && categorical.isEmpty }

  mutating func keepOnly(_ columns: [Int], as kind: ColumnKind) {
    numeric = kind == .numeric ? columns : []
    categorical = kind == .categorical ? columns : []
  }

  /// What the first rows look like; where they say nothing, numeric.
  static func guessKinds(
    _ first: CSVPiece, _ layout: CSVLayout, forced: [ColumnKind?], _ tokens: MissingTokens
  ) -> [ColumnKind] {
    let bytes = first.bytes.span.bytes
    var scanner = CSVScanner(delimiter: layout.delimiter, from: layout.rowsStart, textEnd: first.count)
    var block = CSVBlock(columns: forced.count)
    var lines = RowLines()
    // A fault will be met again, and reported, by the reading itself.
    try? block.read(&scanner, before: first.count, bytes, lines: &lines)
    return forced.indices.map { column in
      if let kind = forced[column] { return kind }
      var part = NumericPart(column: column)
      part.append(block, bytes, tokens)
      let numbers = part.values.count - part.missing.count - part.unusable.count
      return ReadColumn.isNumeric(numbers: numbers, texts: part.unusable.count) ? .numeric : .categorical
    }
  }
}

/// What was read of some consecutive rows.
struct CSVPart: Sendable {
  private(set) var numeric: [NumericPart]
  private(set) var categorical: [CategoricalPart]
  private(set) var lines = RowLines()
  /// Line ends in the bytes read, the header's included.
  private(set) var linesPassed = 0
  /// Of the whole text, when it has been read.
  var digest = ""

  init(_ plan: CSVPlan, expectedRows: Int = 0) {
    numeric = plan.numeric.map { NumericPart(column: $0, expectedRows: expectedRows) }
    categorical = plan.categorical.map { CategoricalPart(column: $0, expectedRows: expectedRows) }
  }

  init(_ piece: CSVPiece, isFirst: Bool, _ plan: CSVPlan) throws(CSVFault) {
    self.init(plan)
    (lines, linesPassed) = try piece.read(plan.layout, isFirst: isFirst) { block, bytes in
      for index in numeric.indices { numeric[index].append(block, bytes, plan.tokens) }
      for index in categorical.indices { categorical[index].append(block, bytes) }
    }
  }

  /// The columns, which these rows then no longer have.
  mutating func takeColumns() -> (numeric: [NumericPart], categorical: [CategoricalPart]) {
    defer { (numeric, categorical) = ([], []) }
    return (numeric, categorical)
  }

  /// Adds the rows that follow these, whose bytes start in line `firstLine`; the number of lines they pass.
  mutating func append(_ next: CSVPart, firstLine: Int) -> Int {
    for index in numeric.indices { numeric[index].append(next.numeric[index]) }
    for index in categorical.indices { categorical[index].append(next.categorical[index]) }
    lines.append(next.lines, firstLine: firstLine)
    return next.linesPassed
  }
}
