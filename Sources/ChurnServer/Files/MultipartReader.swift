import HTTPTypes

/// Reads `multipart/form-data` (RFC 7578) as it comes, keeping no more of it than a few bytes.
struct MultipartReader {
  enum Event: Equatable {
    /// A part begins.
    case part(name: String, file: String?)
    /// Some of its content.
    case bytes([UInt8])
    case end
  }

  private enum State { case preamble, separator, head, content, epilogue }

  private let delimiter: [UInt8]
  private var state = State.preamble
  /// The first boundary has no line end before it, as all others have.
  private var buffer = Array("\r\n".utf8)
  private var parts = 0

  private static let headLimit = 8 << 10
  private static let partLimit = 20

  /// - Parameter contentType: of the request.
  init(contentType: String?) throws(Problem) {
    guard let type = contentType, type.lowercased().hasPrefix("multipart/form-data"),
      let boundary = Self.parameter("boundary", of: type), 1...70 ~= boundary.utf8.count
    else {
      throw Problem(.unsupportedMediaType, "A file is sent as multipart/form-data with a boundary.")
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Takes the next bytes of the body.
  mutating func read(_ bytes: some Collection<UInt8>) throws(Problem) -> [Event] {
    buffer += bytes
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// Throws unless the body was whole.
  func finish() throws(Problem) {
    guard state == .epilogue else { throw Problem(.badRequest, "The upload ends too early.") }
  }

  /// False where more bytes are needed.
  private mutating func step(_ events: inout [Event]) throws(Problem) -> Bool {
    switch state {
    case .preamble: return skipPreamble()
    case .separator: return try readSeparator()
    case .head: return try readHead(&events)
    case .content: return readContent(&events)
    case .epilogue:
      buffer = []
      return false
    }
  }

  private mutating func skipPreamble() -> Bool {
    guard let start = delimiterStart() else {
      buffer.removeFirst(max(0, buffer.count - delimiter.count))
      return false
    }
    buffer.removeFirst(start + delimiter.count)
    state = .separator
    return true
  }

  /// What follows a delimiter: a line end and another part, or two hyphens and no more.
  private mutating func readSeparator() throws(Problem) -> Bool {
    guard buffer.count >= 2 else { return false }
    let next = Array(buffer.prefix(2))
    buffer.removeFirst(2)
    switch next {
    case Array("--".utf8): state = .epilogue
    case Array("\r\n".utf8):
      parts += 1
      guard parts <= Self.partLimit else { throw Problem(.badRequest, "The form has too many parts.") }
      state = .head
    default: throw Self.malformed
    }
    return true
  }

  private mutating func readHead(_ events: inout [Event]) throws(Problem) -> Bool {
    let end = Array("\r\n\r\n".utf8)
    guard let start = Self.firstIndex(of: end, in: buffer) else {
      guard buffer.count <= Self.headLimit else { throw Self.malformed }
      return false
    }
    let head = String(decoding: buffer[..<start], as: UTF8.self)
    buffer.removeFirst(start + end.count)
    state = .content
    let lines = head.split(separator: "\r\n")
    guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
      let name = Self.parameter("name", of: String(line))
    else { throw Self.malformed }
    events.append(.part(name: name, file: Self.parameter("filename", of: String(line))))
    return true
  }

  private mutating func readContent(_ events: inout [Event]) -> Bool {
    let start = delimiterStart()
    // Without a delimiter, the last bytes may be the beginning of one.
    let count = start ?? max(0, buffer.count - delimiter.count)
    if count > 0 {
      events.append(.bytes(Array(buffer[..<count])))
      buffer.removeFirst(count)
    }
    guard start != nil else { return false }
    buffer.removeFirst(delimiter.count)
    state = .separator
    events.append(.end)
    return true
  }

  private func delimiterStart() -> Int? { Self.firstIndex(of: delimiter, in: buffer) }

  private static let malformed = Problem(.badRequest, "The body is no multipart/form-data.")

  private static func firstIndex(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    var from = 0
    while let start = bytes[from...].firstIndex(of: pattern[0]) {
      guard start + pattern.count <= bytes.count else { return nil }
      if bytes[start..<start + pattern.count].elementsEqual(pattern) { return start }
      from = start + 1
    }
    return nil
  }

  /// `name=value` or `name="value"` behind a semicolon.
  private static func parameter(_ name: String, of field: String) -> String? {
    for part in field.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else { continue }
      let value = pair[1].drop { $0 == " " }
      return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : String(value)
    }
    return nil
  }
}
