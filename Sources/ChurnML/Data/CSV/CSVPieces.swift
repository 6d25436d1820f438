/// Cuts a CSV text, from a file or from memory, into pieces of whole records, in order, in constant memory.
///
/// Where a cut may be is known from the number of quotes before it: in a text without faults they come in pairs. In a
/// text with faults the pieces up to the first fault are right, by induction: while a piece reads without a fault
/// the count has been right, so the next one starts at a record. So the first fault of the first piece that has
/// one is the text's first fault, wherever the cuts are.
struct CSVPieces: ~Copyable {
  /// The longest record that is waited for. A longer one is most likely an unclosed quote, and read as one.
  static let recordLimit = 64 << 20

  private var input: ByteInput
  private let size: Int
  /// Bytes behind the last cut.
  private var rest: [UInt8] = []
  private var hash = SHA256()

  init(_ input: consuming ByteInput, size: Int) {
    self.input = input
    self.size = size
  }

  /// About `size` bytes or as many as the next record has; nil behind the last record.
  mutating func next() throws(InputError) -> CSVPiece? {
    var bytes: [UInt8] = []
    var wanted = max(size, 2 * rest.count)
    bytes.reserveCapacity(wanted + CSVPiece.padding.count)
    bytes += rest
    rest = []
    while true {
      let start = bytes.count
      try input.read(into: &bytes, upTo: wanted)
      bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[start...])) }
      if bytes.count < wanted { return bytes.isEmpty ? nil : CSVPiece(bytes) }
      if let cut = Self.lastRecordEnd(bytes) {
        rest = Array(bytes[cut...])
        bytes.removeLast(bytes.count - cut)
        return CSVPiece(bytes)
      }
      if bytes.count >= Self.recordLimit { return CSVPiece(bytes) }
      wanted *= 2
    }
  }

  /// The bytes there are, as far as is known beforehand.
  var expectedCount: Int { input.expectedCount }

  /// SHA-256 of the bytes read. Call once, at the end.
  mutating func digest() -> String { hash.hexDigest() }

  /// The end of the last record that surely ends in `bytes`, which start with a record; nil if none does.
  private static func lastRecordEnd(_ bytes: [UInt8]) -> Int? {
    var isQuoted = hasOddQuotes(bytes)
    // A CR at the very end may be half of a CRLF.
    var next = Byte.lineFeed
    for index in bytes.indices.reversed() {
      let byte = bytes[index]
      if byte == Byte.quote {
        isQuoted.toggle()
      } else if !isQuoted, byte == Byte.lineFeed || (byte == Byte.carriageReturn && next != Byte.lineFeed) {
        return index + 1
      }
      next = byte
    }
    return nil
  }

  /// Eight bytes at a time: the high bit of every byte of `word ^ quotes` that is zero is kept, exactly (Warren, Hacker's
  /// Delight, section 6-1), and toggles a bit of `odd`.
  private static func hasOddQuotes(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span.bytes
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let quotes = 0x0101_0101_0101_0101 * UInt64(Byte.quote)
    var odd: UInt64 = 0
    for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
      let different = span.word(at: offset) ^ quotes
      odd ^= ~(((different & lows) &+ lows) | different | lows)
    }
    let tail = bytes.suffix(bytes.count % 8).count { $0 == Byte.quote }
    return (odd.nonzeroBitCount + tail) % 2 == 1
  }
}
