extension JSON {
  /// The value of a JSON text (RFC 8259), objects in the order of their keys in the text; nil for anything else.
  public init?(parsing bytes: some Sequence<UInt8>) {
    var parser = JSONParser(bytes: Array(bytes))
    guard let value = parser.document() else { return nil }
    self = value
  }
}

/// A recursive descent over bytes. Every method gives nil for what is no JSON.
private struct JSONParser {
  let bytes: [UInt8]
  private var next = 0
  private var depth = 0
  private static let deepest = 512

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() -> JSON? {
    guard let value = value() else { return nil }
    skipSpace()
    return next == bytes.count ? value : nil
  }

  private mutating func value() -> JSON? {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return nested { $0.object() }
    case UInt8(ascii: "["): return nested { $0.list() }
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "t"): return word("true", .boolean(true))
    case UInt8(ascii: "f"): return word("false", .boolean(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func nested(_ body: (inout JSONParser) -> JSON?) -> JSON? {
    guard depth < Self.deepest else { return nil }
    depth += 1
    defer { depth -= 1 }
    next += 1
    return body(&self)
  }

  private mutating func object() -> JSON? {
    var members: [JSON.Member] = []
    let isWhole = items(until: UInt8(ascii: "}")) { parser in
      parser.skipSpace()
      guard let key = parser.string() else { return false }
      parser.skipSpace()
      guard parser.take(UInt8(ascii: ":")), let value = parser.value() else { return false }
      members.append(.init(key, value))
      return true
    }
    return isWhole ? .object(members) : nil
  }

  private mutating func list() -> JSON? {
    var items: [JSON] = []
    let isWhole = self.items(until: UInt8(ascii: "]")) { parser in
      guard let value = parser.value() else { return false }
      items.append(value)
      return true
    }
    return isWhole ? .list(items) : nil
  }

  private mutating func items(until end: UInt8, _ item: (inout JSONParser) -> Bool) -> Bool {
    skipSpace()
    if take(end) { return true }
    repeat {
      guard item(&self) else { return false }
      skipSpace()
    } while take(UInt8(ascii: ","))
    return take(end)
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = next
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { next += 1 }
    if peek == UInt8(ascii: "\"") {
      defer { next += 1 }
      return String(validating: bytes[start..<next], as: UTF8.self)
    }
    var text = Array(bytes[start..<next])
    while let byte = peek, byte >= 0x20 {
      next += 1
      if byte == UInt8(ascii: "\"") { return String(validating: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") {
        guard let scalar = escape() else { return nil }
        text += Array(String(scalar).utf8)
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = peek else { return nil }
    next += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return unicode()
    default: return nil
    }
  }

  private mutating func unicode() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Half a pair that stands for one scalar.
    guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")),
      let second = hexadecimal(), (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard next + 4 <= bytes.count else { return nil }
    defer { next += 4 }
    let digits = String(decoding: bytes[next..<next + 4], as: UTF8.self)
    return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
  }

  private mutating func number() -> JSON? {
    let start = next
    while let byte = peek, Self.isOfNumber(byte) { next += 1 }
    guard let first = bytes[start..<next].first, first != UInt8(ascii: "+"), first != UInt8(ascii: ".") else {
      return nil
    }
    let text = String(decoding: bytes[start..<next], as: UTF8.self)
    return Int(text).map { .integer($0) } ?? Double(text).map { .number($0) }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) -> JSON? {
    let text = word.description.utf8
    guard bytes[next...].starts(with: text) else { return nil }
    next += text.count
    return value
  }

  private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    next += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { next += 1 }
  }
}
