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

  private static func hasOddQuotes(_ bytes: [UInt8]) -> Bool {
    // Counted modulo 256, which keeps the loop in vector registers.
    var quotes: UInt8 = 0
    for byte in bytes { quotes &+= byte == Byte.quote ? 1 : 0 }
    return quotes & 1 == 1
  }
}
