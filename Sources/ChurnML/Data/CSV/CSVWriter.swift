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
    let mustQuote = cell.utf8.contains {
      $0 == delimiter || $0 == Byte.quote || $0 == Byte.lineFeed || $0 == Byte.carriageReturn
    }
    guard mustQuote else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(Byte.quote)
    for byte in cell.utf8 {
      if byte == Byte.quote { bytes.append(Byte.quote) }
      bytes.append(byte)
    }
    bytes.append(Byte.quote)
  }

  public mutating func endRecord() {
    bytes.append(Byte.lineFeed)
    isAtRecordStart = true
  }
}
