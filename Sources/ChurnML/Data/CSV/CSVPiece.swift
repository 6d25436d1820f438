/// Some whole records of a CSV file.
struct CSVPiece: Sendable {
  /// Line feeds kept behind the last byte, so that eight bytes can be loaded wherever a cell starts and so that the
  /// last cell has an end.
  static let padding = [UInt8](repeating: Byte.lineFeed, count: 16)
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// `count` bytes of the file and then the padding.
  let bytes: [UInt8]
  let count: Int

  init(_ bytes: consuming [UInt8]) {
    count = bytes.count
    bytes += Self.padding
    self.bytes = bytes
  }

  /// Where the text of a file starts that starts with this piece: behind a byte order mark if there is one.
  var textStart: Int { bytes.starts(with: Self.byteOrderMark) ? 3 : 0 }

  /// `line:column` of a byte, given the line that the piece starts in. A line ends with LF, CRLF or CR, inside quotes too;
  /// the column counts characters (Unicode scalars) of that line. Both start at 1.
  func place(of offset: Int, firstLine: Int) -> String {
    var line = firstLine
    var lineStart = firstLine == 1 ? textStart : 0
    for index in 0..<min(offset, count) {
      let byte = bytes[index]
      // The CR of a CRLF does not end the line; its LF does.
      if byte == Byte.lineFeed || (byte == Byte.carriageReturn && bytes[index + 1] != Byte.lineFeed) {
        line += 1
        lineStart = index + 1
      }
    }
    let characters = bytes[min(lineStart, offset)..<offset].count { $0 & 0xC0 != 0x80 }
    return "\(line):\(characters + 1)"
  }

  func error(_ fault: CSVFault, file: String, firstLine: Int) -> InputError {
    InputError(at: "\(file):\(place(of: fault.offset, firstLine: firstLine))", fault.reason.sentence)
  }

  /// Calls `body` with the cells of the piece, block by block; the line of each row, counted from 0 where the piece
  /// starts, and the number of lines the piece has. Throws its first fault, whether in its bytes or in its records.
  func read(
    _ layout: CSVLayout, isFirst: Bool, _ body: (borrowing CSVBlock, RawSpan) -> Void
  ) throws(CSVFault) -> (lines: RowLines, linesPassed: Int) {
    let bytes = bytes.span.bytes
    let start = isFirst ? layout.rowsStart : 0
    let flaw = TextCheck.firstFlaw(in: bytes, start..<count)
    var scanner = CSVScanner(delimiter: layout.delimiter, from: start, textEnd: count)
    var block = CSVBlock(columns: layout.header.count)
    var lines = RowLines()
    do throws(CSVFault) {
      repeat {
        try block.read(&scanner, before: count, bytes, lines: &lines)
        body(block, bytes)
      } while block.rows > 0
    } catch {
      if let flaw, flaw.offset < error.offset { throw flaw }
      throw error
    }
    if let flaw { throw flaw }
    let linesBefore = isFirst ? layout.headerLines : 0
    var linesFromPieceStart = RowLines()
    linesFromPieceStart.append(lines, firstLine: linesBefore)
    return (linesFromPieceStart, linesBefore + scanner.linesPassed)
  }
}
