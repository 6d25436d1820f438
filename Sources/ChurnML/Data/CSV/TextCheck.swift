/// Tells text in UTF-8 from anything else.
enum TextCheck {
  /// The first byte of `range` that cannot be: a NUL, or one that breaks UTF-8 (Unicode 16, table 3-7); nil if all can.
  static func firstFlaw(in bytes: RawSpan, _ range: Range<Int>) -> CSVFault? {
    if isPlain(bytes, range) { return nil }
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes.byte(at: index)
      if byte == 0 { return CSVFault(offset: index, reason: .nul) }
      let length = byte < 0x80 ? 1 : sequenceLength(bytes, at: index, before: range.upperBound)
      guard let length else { return CSVFault(offset: index, reason: .notUTF8) }
      index += length
    }
    return nil
  }

  /// A UTF-16 byte order mark, or a NUL among the first bytes: known before anything is made of the content.
  static func firstBinaryByte(_ piece: CSVPiece) -> CSVFault? {
    if piece.count >= 2, piece.bytes[0..<2] == [0xFF, 0xFE] || piece.bytes[0..<2] == [0xFE, 0xFF] {
      return CSVFault(offset: 0, reason: .utf16)
    }
    let nul = piece.bytes[0..<min(piece.count, 1 << 16)].firstIndex(of: 0)
    return nul.map { CSVFault(offset: $0, reason: .nul) }
  }

  /// Whether all bytes are ASCII and none is NUL. A loop the compiler turns into vector instructions.
  private static func isPlain(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var isStrange: UInt8 = 0
    for index in range {
      // ASCII without NUL is 1...127; one less is 0...126, and everything else then has the high bit or is 127.
      let byte = bytes.byte(at: index)
      isStrange |= (byte | (byte &- 1)) & 0x80
    }
    return isStrange == 0
  }

  /// The length of the character beyond ASCII that starts at `index`; nil if it is malformed, overlong or a surrogate.
  private static func sequenceLength(_ bytes: RawSpan, at index: Int, before end: Int) -> Int? {
    let lead = bytes.byte(at: index)
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + length <= end, second.contains(bytes.byte(at: index + 1)) else { return nil }
    for next in (index + 2)..<max(index + 2, index + length) where bytes.byte(at: next) & 0xC0 != 0x80 { return nil }
    return length
  }
}
