/// Writes CSV (RFC 4180) with LF line ends: cells are quoted only where they must be.
public struct CSVWriter: Sendable {
  public let delimiter: UInt8
  /// What was written since the writer was made or `bytes` was last emptied.
  public var bytes: [UInt8] = []
  private var isAtRecordStart = true

  public init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

  /// Writes one record.
  public mutating func append(_ cells: [String]) {
    for cell in cells { append(cell: cell) }
    endRecord()
  }

  /// Writes one more cell of the current record.
  public mutating func append(cell: String) {
    if !isAtRecordStart { bytes.append(delimiter) }
    isAtRecordStart = false
    let start = bytes.count
    bytes.append(contentsOf: cell.utf8)
    let mustQuote = bytes[start...].contains {
      $0 == delimiter || $0 == Byte.quote || $0 == Byte.lineFeed || $0 == Byte.carriageReturn
    }
    if mustQuote { quote(from: start) }
  }

  /// Encloses in quotes what was written from `start` on, and doubles the quotes in it.
  private mutating func quote(from start: Int) {
    let text = Array(bytes[start...])
    bytes.removeLast(text.count)
    bytes.append(Byte.quote)
    for byte in text {
      if byte == Byte.quote { bytes.append(Byte.quote) }
      bytes.append(byte)
    }
    bytes.append(Byte.quote)
  }

  /// Begins a record with cells that are CSV of the same delimiter already.
  public mutating func append(record: ArraySlice<UInt8>) {
    bytes += record
    isAtRecordStart = false
  }

  public mutating func endRecord() {
    bytes.append(Byte.lineFeed)
    isAtRecordStart = true
  }
}
