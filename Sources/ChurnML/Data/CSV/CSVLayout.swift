/// What the first piece of a CSV file says: the delimiter, the columns' names, and where the rows begin.
struct CSVLayout: Sendable {
  let delimiter: UInt8
  let header: [String]
  /// The header's record without its line end.
  let headerRecord: Range<Int>
  let rowsStart: Int
  /// Lines before `rowsStart`.
  let headerLines: Int

  static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), Byte.tab, UInt8(ascii: "|")]
  /// Records looked at, the header included, to detect the delimiter.
  static let recordsTried = 100

  init(_ piece: CSVPiece, delimiter: UInt8?) throws(CSVFault) {
    if let fault = TextCheck.firstBinaryByte(piece) { throw fault }
    let bytes = piece.bytes.span.bytes
    var scanner = CSVScanner(delimiter: Byte.tab, from: piece.textStart, textEnd: piece.count)
    scanner.skipEmptyLines(bytes, before: piece.count)
    let start = scanner.position
    guard start < piece.count else { throw CSVFault(offset: piece.textStart, reason: .empty) }

    let chosen = delimiter ?? Self.detectDelimiter(piece, from: start)
    let headerLinesBefore = scanner.linesPassed
    scanner = CSVScanner(delimiter: chosen, from: start, textEnd: piece.count)
    var fields: [CSVField] = []
    repeat { fields.append(try scanner.next(bytes)) } while !scanner.endedRecord
    if let fault = TextCheck.firstFlaw(in: bytes, start..<min(scanner.position, piece.count)) { throw fault }
    try Self.check(fields, bytes)

    self.delimiter = chosen
    header = fields.map { bytes.text($0) }
    var end = min(scanner.position, piece.count)
    while end > start, bytes.isLineEnd(at: end - 1) { end -= 1 }
    headerRecord = start..<end
    rowsStart = min(scanner.position, piece.count)
    headerLines = headerLinesBefore + scanner.linesPassed
  }

  private static func check(_ fields: [CSVField], _ bytes: RawSpan) throws(CSVFault) {
    var seen: [String: Int] = [:]
    for (index, field) in fields.enumerated() {
      let name = bytes.text(field)
      guard !name.allSatisfy(\.isWhitespace) else {
        throw CSVFault(offset: field.start, reason: .emptyName(column: index + 1))
      }
      if let first = seen[name] {
        throw CSVFault(offset: field.start, reason: .duplicateName(name, columns: first, index + 1))
      }
      seen[name] = index + 1
    }
  }

  /// Of the candidates that cut the header in two or more cells, the one that most of the first records agree on with
  /// the header; of equals the one with most cells, then the first in `candidates`. A comma if none cuts the header.
  private static func detectDelimiter(_ piece: CSVPiece, from start: Int) -> UInt8 {
    var best = (delimiter: candidates[0], agreeing: 0.0, cells: 1)
    for candidate in candidates {
      let counts = cellCounts(piece, from: start, delimiter: candidate)
      guard let cells = counts.first, cells > 1 else { continue }
      let agreeing = Double(counts.count { $0 == cells }) / Double(counts.count)
      if (agreeing, cells) > (best.agreeing, best.cells) { best = (candidate, agreeing, cells) }
    }
    return best.delimiter
  }

  /// How many cells each of the first records has with this delimiter; a faulty one has none and ends the list.
  private static func cellCounts(_ piece: CSVPiece, from start: Int, delimiter: UInt8) -> [Int] {
    let bytes = piece.bytes.span.bytes
    var scanner = CSVScanner(delimiter: delimiter, from: start, textEnd: piece.count)
    var counts: [Int] = []
    while counts.count < recordsTried {
      scanner.skipEmptyLines(bytes, before: piece.count)
      guard scanner.position < piece.count else { break }
      var cells = 0
      do {
        repeat {
          _ = try scanner.next(bytes)
          cells += 1
        } while !scanner.endedRecord
      } catch { return counts + [0] }
      counts.append(cells)
    }
    return counts
  }
}
