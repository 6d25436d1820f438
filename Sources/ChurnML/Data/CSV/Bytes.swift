extension RawSpan {
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

  /// Eight bytes, the first in the lowest place. "Unsafe" is only that any eight bytes would do; bounds are checked.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The first `count` bytes from `offset`, at most eight, and zeros behind them.
  @inline(__always)
  func word(at offset: Int, count: Int) -> UInt64 {
    word(at: offset) & (count >= 8 ? ~0 : (1 << UInt64(truncatingIfNeeded: count &* 8)) &- 1)
  }

  @inline(__always)
  func isLineEnd(at offset: Int) -> Bool {
    byte(at: offset) == Byte.lineFeed || byte(at: offset) == Byte.carriageReturn
  }

  /// What a cell says: doubled quotes are made single. Its bytes have been checked to be UTF-8.
  func text(_ field: CSVField) -> String {
    String(unsafeUninitializedCapacity: field.end - field.start) { buffer in
      var count = 0
      var isSecond = false
      for offset in field.start..<field.end {
        let byte = byte(at: offset)
        // Of a pair of quotes, the first is kept and the second dropped.
        isSecond = byte == Byte.quote && count > 0 && buffer[count - 1] == Byte.quote && !isSecond
        if isSecond { continue }
        buffer[count] = byte
        count += 1
      }
      return count
    }
  }
}
