/// Cuts a CSV text into runs of whole records that can be read on their own.
enum CSVSegments {
  /// Ranges that cover `range` in order, each but the last about `size` bytes and ending where a record ends.
  ///
  /// Where a cut falls inside quotes is known from the number of quotes before it: in a text without faults they
  /// come in pairs. In a text with faults the ranges up to the first fault are right, by induction: while a range
  /// reads without a fault the count has been right, so the next one starts at a record. So the first error of the
  /// first range that has one is the text's first error.
  static func split(_ source: CSVSource, _ range: Range<Int>, size: Int, jobs: Int) -> [Range<Int>] {
    let windows = stride(from: range.lowerBound, to: range.upperBound, by: max(1, size)).map {
      $0..<min($0 + max(1, size), range.upperBound)
    }
    let oddQuotes = concurrentMap(count: windows.count, jobs: jobs) {
      hasOddQuotes(source.bytes.span.bytes, windows[$0])
    }
    var segments: [Range<Int>] = []
    var start = range.lowerBound
    var isQuoted = false
    for (window, isOdd) in zip(windows, oddQuotes) {
      isQuoted = isQuoted != isOdd
      guard start < window.upperBound else { continue }
      let end = recordEnd(source.bytes.span.bytes, from: window.upperBound, isQuoted: isQuoted, limit: range.upperBound)
      segments.append(start..<end)
      start = end
    }
    return segments
  }

  /// The end of the record that the byte before `offset` belongs to, or of the one behind it.
  private static func recordEnd(_ bytes: RawSpan, from offset: Int, isQuoted: Bool, limit: Int) -> Int {
    var isQuoted = isQuoted
    var index = offset
    while index < limit {
      let byte = bytes.byte(at: index)
      index += 1
      if byte == Byte.quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == Byte.lineFeed { return index }
      if byte == Byte.carriageReturn {
        return index < limit && bytes.byte(at: index) == Byte.lineFeed ? index + 1 : index
      }
    }
    return limit
  }

  private static func hasOddQuotes(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var parity: UInt8 = 0
    for index in range { parity ^= bytes.byte(at: index) == Byte.quote ? 1 : 0 }
    return parity == 1
  }
}
