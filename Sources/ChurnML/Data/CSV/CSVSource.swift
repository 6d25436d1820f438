/// The bytes of a CSV file, or of some whole records of one, and the names of places in them.
struct CSVSource: Sendable {
  /// Line feeds kept behind the last byte, so that eight bytes can be loaded wherever a cell starts and so that the
  /// last cell has an end.
  static let padding = 16

  /// The file's name as the caller gave it.
  let name: String
  /// `count` bytes of the file and then the padding.
  let bytes: [UInt8]
  let count: Int
  /// The file's line, counted from 1, that `bytes` start in.
  let firstLine: Int

  init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.init(
      name: name, padded: bytes + [UInt8](repeating: Byte.lineFeed, count: Self.padding), firstLine: firstLine)
  }

  init(name: String, padded bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.count = bytes.count - Self.padding
    self.firstLine = firstLine
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where the text starts: behind a byte order mark if there is one.
  var textStart: Int { count >= 3 && Array(bytes[0..<3]) == Self.byteOrderMark ? 3 : 0 }

  /// `name:line:column`. A line ends with LF, CRLF or CR, inside quotes too; the column counts characters (Unicode
  /// scalars) of that line. Both start at 1.
  func place(of offset: Int) -> String {
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
    return "\(name):\(line):\(characters + 1)"
  }

  func error(_ fault: CSVFault) -> InputError { InputError(at: place(of: fault.offset), fault.reason.sentence) }

  /// The content of a cell as text: doubled quotes undone. Bytes that are not UTF-8 are replaced.
  func text(_ field: CSVField) -> String { String(decoding: unquoted(bytes[field.start..<field.end]), as: UTF8.self) }
}

/// `content` with every doubled quote made single: what the cell says, given what stands between its outer quotes.
func unquoted(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard content.contains(Byte.quote) else { return content }
  var text: ArraySlice<UInt8> = []
  var isSecond = false
  for byte in content {
    isSecond = byte == Byte.quote && !isSecond
    // Of a pair, the first is kept and the second dropped.
    if byte != Byte.quote || isSecond { text.append(byte) }
  }
  return text
}
