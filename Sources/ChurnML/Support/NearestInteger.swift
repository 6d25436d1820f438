extension UInt64 {
  /// The integer nearest to a number from 0 to 2^63, halves upwards: `rounded()` without the call that it is on machines without an
  /// instruction for it.
  @inline(__always)
  init(nearest number: Double) {
    let whole = UInt64(number)
    self = number - Double(whole) >= 0.5 ? whole + 1 : whole
  }
}
