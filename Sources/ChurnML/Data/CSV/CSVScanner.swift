/// Where a cell's content lies in the bytes. The quotes around a quoted cell are left out; doubled quotes inside it are
/// still doubled, so equal contents mean equal texts and different contents different texts.
struct CSVField {
  var start: Int
  var end: Int
}

/// Finds the cells of a CSV text (RFC 4180), strictly: a quote is either around a cell or doubled inside a quoted one.
///
/// A record ends with LF, CRLF or CR. Cells are found eight bytes at a time: `x ^ pattern` has a zero byte where `x` has
/// the byte searched, and the lowest zero byte of a word is where `(word - 0x01..01) & ~word & 0x80..80` has its lowest
/// bit (Warren, Hacker's Delight, section 6-1).
struct CSVScanner {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let quotes = ones &* UInt64(Byte.quote)
  private static let lineFeeds = ones &* UInt64(Byte.lineFeed)
  private static let carriageReturns = ones &* UInt64(Byte.carriageReturn)

  let delimiter: UInt8
  private let delimiters: UInt64
  /// The end of the text; behind it is padding.
  private let textEnd: Int
  /// Where the next cell starts.
  private(set) var position: Int
  /// Line ends passed so far, those inside quotes included.
  private(set) var linesPassed = 0
  /// Whether the last cell read was the last of its record.
  private(set) var endedRecord = true

  init(delimiter: UInt8, from position: Int, textEnd: Int) {
    self.delimiter = delimiter
    self.delimiters = Self.ones &* UInt64(delimiter)
    self.textEnd = textEnd
    self.position = position
  }

  /// Passes empty lines before `end`, which are no records.
  mutating func skipEmptyLines(_ bytes: RawSpan, before end: Int) {
    while position < end, bytes.isLineEnd(at: position) { passLineEnd(bytes, at: position) }
  }

  /// The next cell; `position` must be before the text's end, or behind a delimiter.
  @inline(__always)
  mutating func next(_ bytes: RawSpan) throws(CSVFault) -> CSVField {
    let start = position
    var cursor = start
    var hits: UInt64 = 0
    while true {
      let word = bytes.word(at: cursor)
      hits =
        (Self.zeroBytes(word ^ delimiters) | Self.zeroBytes(word ^ Self.lineFeeds)
          | Self.zeroBytes(word ^ Self.carriageReturns) | Self.zeroBytes(word ^ Self.quotes)) & Self.highs
      if hits != 0 { break }
      cursor &+= 8
    }
    cursor &+= hits.trailingZeroBitCount >> 3
    if bytes.byte(at: cursor) == delimiter {
      endedRecord = false
      position = cursor + 1
      return CSVField(start: start, end: cursor)
    }
    if bytes.byte(at: cursor) == Byte.quote {
      if cursor > start { throw CSVFault(offset: cursor, reason: .strayQuote) }
      return try nextQuoted(bytes)
    }
    passLineEnd(bytes, at: cursor)
    endedRecord = true
    return CSVField(start: start, end: cursor)
  }

  private mutating func nextQuoted(_ bytes: RawSpan) throws(CSVFault) -> CSVField {
    let opening = position
    var cursor = opening + 1
    while true {
      let word = bytes.word(at: cursor)
      let hits =
        (Self.zeroBytes(word ^ Self.quotes) | Self.zeroBytes(word ^ Self.lineFeeds)
          | Self.zeroBytes(word ^ Self.carriageReturns)) & Self.highs
      guard hits != 0 else {
        cursor += 8
        continue
      }
      cursor += hits.trailingZeroBitCount >> 3
      // The padding is line feeds, so running off the text always stops here.
      if cursor >= textEnd { throw CSVFault(offset: opening, reason: .unclosedQuote) }
      if bytes.byte(at: cursor) != Byte.quote {
        passLineEnd(bytes, at: cursor)
        cursor = position
      } else if bytes.byte(at: cursor + 1) == Byte.quote {
        cursor += 2
      } else {
        break
      }
    }
    let after = bytes.byte(at: cursor + 1)
    if after == delimiter {
      endedRecord = false
      position = cursor + 2
    } else if bytes.isLineEnd(at: cursor + 1) {
      endedRecord = true
      passLineEnd(bytes, at: cursor + 1)
    } else {
      throw CSVFault(offset: cursor + 1, reason: .textAfterQuote)
    }
    return CSVField(start: opening + 1, end: cursor)
  }

  @inline(__always)
  private mutating func passLineEnd(_ bytes: RawSpan, at cursor: Int) {
    let isPair = bytes.byte(at: cursor) == Byte.carriageReturn && bytes.byte(at: cursor + 1) == Byte.lineFeed
    position = cursor + (isPair ? 2 : 1)
    linesPassed += 1
  }

  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
}
