/// Reads decimal numbers exactly: what `Double(String)` gives, without making a string.
///
/// Up to 19 digits give an integer m and a power of ten e. If m <= 2^53 and |e| <= 22, both m and 10^|e| are exact
/// doubles and one multiplication or division rounds correctly (Clinger, How to read floating point numbers accurately,
/// 1990). Anything else goes through `Double(String)`.
enum DecimalNumber {
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The finite number that `bytes[start..<end]` spell, spaces around them ignored: an optional sign, digits with or
  /// without a point, an optional exponent. Nil for everything else, such as `inf`, `nan`, `0x10`, `1,5` and `1e999`.
  static func parse(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Double? {
    let (textStart, end) = trimmed(bytes, start, end)
    var start = textStart
    guard start < end else { return nil }
    let first = bytes.byte(at: start)
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") { start += 1 }

    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var hasPoint = false
    scan: while start < end {
      let byte = bytes.byte(at: start)
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        // Wraps for long texts, whose mantissa is then not used.
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        if hasPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break scan
      }
      start += 1
    }
    guard digits > 0 else { return nil }
    if start < end {
      guard let written = exponentPart(bytes, start, end) else { return nil }
      exponent += written
    }
    if digits <= 19, mantissa <= 1 << 53, abs(exponent) <= 22 {
      let magnitude = Double(mantissa)
      let value = exponent < 0 ? magnitude / powers[-exponent] : magnitude * powers[exponent]
      return isNegative ? -value : value
    }
    return slowly(bytes, textStart, end)
  }

  /// The exponent of `e-5`, `E+3`, held within ±1,000,000 where it decides nothing any more; nil if it is malformed.
  private static func exponentPart(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
    guard bytes.byte(at: start) | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = start + 1
    guard index < end else { return nil }
    let sign = bytes.byte(at: index)
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
    guard index < end else { return nil }
    var exponent = 0
    while index < end {
      let digit = bytes.byte(at: index) &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      exponent = min(exponent * 10 + Int(digit), 1_000_000)
      index += 1
    }
    return sign == UInt8(ascii: "-") ? -exponent : exponent
  }

  private static func slowly(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Double? {
    let text = String(decoding: (start..<end).map { bytes.byte(at: $0) }, as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The bounds without the spaces and tabs at both sides.
  @inline(__always)
  static func trimmed(_ bytes: RawSpan, _ start: Int, _ end: Int) -> (start: Int, end: Int) {
    var (start, end) = (start, end)
    while start < end, isBlank(bytes.byte(at: start)) { start += 1 }
    while end > start, isBlank(bytes.byte(at: end - 1)) { end -= 1 }
    return (start, end)
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == Byte.space || byte == Byte.tab }
}
