import ChurnML

/// One JSON text, read from its start to its end (RFC 8259), strictly: what is taken for JSON here is JSON to everyone.
///
/// Values are not kept; a reader asks for what it wants and skips the rest. The bytes must be UTF-8.
struct JSONScanner {
  /// What stands there is no JSON.
  struct Fault: Error, Equatable {
    let offset: Int
    let reason: String
  }

  enum Kind {
    case object, list, text, number, boolean, null

    var words: String {
      switch self {
      case .object: "an object"
      case .list: "a list"
      case .text: "a text"
      case .number: "a number"
      case .boolean: "true or false"
      case .null: "null"
      }
    }
  }

  /// The text of a string or number in the bytes; of a string, without its quotes.
  struct Text {
    let range: Range<Int>
    /// Whether it holds escapes, and so says something else than it shows.
    let isEscaped: Bool
  }

  /// With the padding behind.
  let bytes: [UInt8]
  private(set) var position = 0
  private let end: Int
  private let depthLimit: Int

  init(_ text: some Collection<UInt8>, depth: Int) {
    bytes = Array(text) + [UInt8](repeating: 0, count: CellDecoder.padding)
    end = text.count
    depthLimit = depth
  }

  /// What comes next, its start being where the scanner stands.
  mutating func kind() throws(Fault) -> Kind {
    skipSpace()
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .list
    case UInt8(ascii: "\""): return .text
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw fault("a value is expected")
    }
  }

  /// Goes to the first member of an object; the scanner stands at the object.
  mutating func openObject() throws(Fault) { try take("{") }

  /// Goes to the next member's value; nil at the object's end. The value of the member before must have been read.
  mutating func nextMember(isFirst: Bool) throws(Fault) -> Text? {
    if isFirst ? takeIf("}") : !takeIf(",") {
      if !isFirst { try take("}") }
      return nil
    }
    skipSpace()
    guard bytes[position] == UInt8(ascii: "\"") else { throw fault("a name in quotes is expected") }
    let name = try text()
    try take(":")
    skipSpace()
    return name
  }

  mutating func openList() throws(Fault) { try take("[") }

  /// Goes to the next value; false at the list's end. The value before must have been read.
  mutating func nextItem(isFirst: Bool) throws(Fault) -> Bool {
    if isFirst ? takeIf("]") : !takeIf(",") {
      if !isFirst { try take("]") }
      return false
    }
    skipSpace()
    return true
  }

  /// Reads a string.
  mutating func text() throws(Fault) -> Text {
    position += 1
    let start = position
    var isEscaped = false
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return Text(range: start..<position - 1, isEscaped: isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        try skipEscape()
      case 0..<0x20: throw fault("a control character in a string must be escaped")
      default: position += 1
      }
    }
    throw fault("a string is not closed")
  }

  /// Reads a number: its digits as they stand, to be read by whoever needs it.
  mutating func number() throws(Fault) -> Text {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if bytes[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try skipDigits()
    }
    if bytes[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
    return Text(range: start..<position, isEscaped: false)
  }

  mutating func null() throws(Fault) { try takeWord("null") }

  mutating func boolean() throws(Fault) -> Bool {
    let isTrue = bytes[position] == UInt8(ascii: "t")
    try takeWord(isTrue ? "true" : "false")
    return isTrue
  }

  /// Reads a value of any kind, of which only its place matters.
  @discardableResult
  mutating func skip(depth: Int = 1) throws(Fault) -> Range<Int> {
    let kind = try kind()
    let start = position
    guard depth <= depthLimit else { throw fault("values stand more than \(depthLimit) deep in each other") }
    switch kind {
    case .object: try skipObject(depth: depth)
    case .list: try skipList(depth: depth)
    case .text: _ = try text()
    case .number: _ = try number()
    case .boolean: _ = try boolean()
    case .null: try null()
    }
    return start..<position
  }

  private mutating func skipObject(depth: Int) throws(Fault) {
    try openObject()
    var isFirst = true
    while try nextMember(isFirst: isFirst) != nil {
      try skip(depth: depth + 1)
      isFirst = false
    }
  }

  private mutating func skipList(depth: Int) throws(Fault) {
    try openList()
    var isFirst = true
    while try nextItem(isFirst: isFirst) {
      try skip(depth: depth + 1)
      isFirst = false
    }
  }

  /// Throws unless all is read.
  mutating func finish() throws(Fault) {
    skipSpace()
    guard position == end else { throw fault("the text goes on behind its end") }
  }

  /// What a string says.
  func string(_ text: Text) -> String {
    guard text.isEscaped else { return String(decoding: bytes[text.range], as: UTF8.self) }
    return JSONEscapes.resolved(bytes[text.range])
  }

  func fault(_ reason: String) -> Fault {
    Fault(offset: min(position, end), reason: position >= end ? "the text ends too early" : reason)
  }

  private mutating func skipSpace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func takeIf(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < end, bytes[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func take(_ byte: Unicode.Scalar) throws(Fault) {
    guard takeIf(byte) else { throw fault("\(byte) is expected") }
  }

  private mutating func takeWord(_ word: StaticString) throws(Fault) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard bytes[position] == word.utf8Start[offset] else { throw fault("a value is expected") }
      position += 1
    }
  }

  private mutating func skipDigits() throws(Fault) {
    guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] else { throw fault("a digit is expected") }
    while UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
  }

  private mutating func skipEscape() throws(Fault) {
    position += 1
    switch bytes[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      for offset in 1...4 where !(position + offset < end && Self.isHex(bytes[position + offset])) {
        throw fault("four hexadecimal digits are expected behind \\u")
      }
      position += 5
    default: throw fault("there is no such escape")
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}

/// The escapes of a JSON string, already found to be well formed.
enum JSONEscapes {
  static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var position = bytes.startIndex
    var text = ""
    // Surrogates come as two escapes; those without a partner become the replacement character.
    func flush() {
      text += String(decoding: units, as: UTF16.self)
      units = []
    }
    while position < bytes.endIndex {
      guard bytes[position] == UInt8(ascii: "\\") else {
        flush()
        let next = bytes[position...].firstIndex(of: UInt8(ascii: "\\")) ?? bytes.endIndex
        text += String(decoding: bytes[position..<next], as: UTF8.self)
        position = next
        continue
      }
      let (unit, length) = unit(bytes[(position + 1)...])
      units.append(unit)
      position += 1 + length
    }
    flush()
    return text
  }

  /// - Parameter bytes: begin behind the backslash.
  private static func unit(_ bytes: ArraySlice<UInt8>) -> (UInt16, length: Int) {
    switch bytes[bytes.startIndex] {
    case UInt8(ascii: "b"): (0x08, 1)
    case UInt8(ascii: "f"): (0x0C, 1)
    case UInt8(ascii: "n"): (0x0A, 1)
    case UInt8(ascii: "r"): (0x0D, 1)
    case UInt8(ascii: "t"): (0x09, 1)
    case UInt8(ascii: "u"):
      (UInt16(String(decoding: bytes.dropFirst().prefix(4), as: UTF8.self), radix: 16) ?? 0xFFFD, 5)
    case let other: (UInt16(other), 1)
    }
  }
}
