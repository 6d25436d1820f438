/// The cells of some consecutive records, row after row: `fields[row * columns + column]`.
///
/// Reading goes block by block so that a block's bytes are still in the cache when its columns are made of them.
struct CSVBlock {
  /// About how many cells a block holds.
  static let cells = 4096

  private let columns: Int
  private(set) var fields: [CSVField]
  /// Where each record starts.
  private(set) var starts: [Int] = []

  var rows: Int { starts.count }

  init(columns: Int) {
    self.columns = columns
    fields = [CSVField](repeating: CSVField(start: 0, end: 0), count: Self.cells + columns)
  }

  /// Reads records until the block is full or `end` is reached; `lines` gets the line of each, counted from 0 where
  /// `scanner` started.
  ///
  /// Empty lines between records are passed over, unless the table has one column: there they are an empty cell.
  mutating func read(
    _ scanner: inout CSVScanner, before end: Int, _ bytes: RawSpan, lines: inout RowLines
  ) throws(CSVFault) {
    starts.removeAll(keepingCapacity: true)
    // A local copy stays in registers.
    var local = scanner
    try Self.read(&local, columns: columns, before: end, bytes, into: &fields, &starts, lines: &lines)
    scanner = local
  }

  private static func read(
    _ scanner: inout CSVScanner, columns: Int, before end: Int, _ bytes: RawSpan, into fields: inout [CSVField],
    _ starts: inout [Int], lines: inout RowLines
  ) throws(CSVFault) {
    var fields = fields.mutableSpan
    var count = 0
    while count < cells {
      if columns > 1 { scanner.skipEmptyLines(bytes, before: end) }
      guard scanner.position < end else { return }
      let start = scanner.position
      lines.append(scanner.linesPassed)
      for column in 1...columns {
        let field = try scanner.next(bytes)
        fields[count] = field
        count &+= 1
        if scanner.endedRecord != (column == columns) {
          throw CSVFault.ragged(after: field, cells: column, expected: columns, scanner)
        }
      }
      starts.append(start)
    }
  }

  /// Calls `body` with the cell of each row in `column`.
  @inline(__always)
  func visitCells(of column: Int, _ body: (CSVField) -> Void) {
    let fields = fields.span
    var index = column
    for _ in 0..<rows {
      body(fields[index])
      index &+= columns
    }
  }
}

extension CSVFault {
  /// A row ends too early, where it ends, or goes on too long, where the first cell too many starts.
  static func ragged(after field: CSVField, cells: Int, expected: Int, _ scanner: CSVScanner) -> CSVFault {
    scanner.endedRecord
      ? CSVFault(offset: field.end, reason: .tooFewCells(found: cells, expected: expected))
      : CSVFault(offset: scanner.position, reason: .tooManyCells(expected: expected))
  }
}
