/// The cells of some consecutive records, row after row: `fields[row * columns + column]`.
///
/// Reading goes block by block so that a block's bytes are still in the cache when its columns are made of them.
struct CSVBlock {
  /// About how many cells a block holds.
  static let cells = 4096

  private(set) var fields: [CSVField] = []
  private(set) var rows = 0

  init() { fields.reserveCapacity(Self.cells + 256) }

  /// Reads records of `columns` cells until the block is full or `end` is reached; `lines` gets the line of each,
  /// counted from 0 where `scanner` started.
  ///
  /// Empty lines between records are passed over, unless the table has one column: there they are an empty cell.
  mutating func read(
    _ scanner: inout CSVScanner, columns: Int, before end: Int, _ bytes: RawSpan, lines: inout RowLines
  ) throws(CSVFault) {
    fields.removeAll(keepingCapacity: true)
    rows = 0
    while fields.count < Self.cells {
      if columns > 1 { scanner.skipEmptyLines(bytes, before: end) }
      guard scanner.position < end else { return }
      lines.append(scanner.linesPassed)
      for column in 1...columns {
        let field = try scanner.next(bytes)
        fields.append(field)
        if scanner.endedRecord != (column == columns) {
          throw CSVFault.ragged(after: field, cells: column, expected: columns, scanner)
        }
      }
      rows += 1
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
