extension Int64 {
  /// The integer nearest to a number from 0 to 2^62, halves upwards: `rounded()` without the call that it is on machines without an
  /// instruction for it, and without a branch, which would be mispredicted every other time.
  @inline(__always)
  init(nearest number: Double) {
    let whole = Int64(number)
    self = whole &+ (number - Double(whole) >= 0.5 ? 1 : 0)
  }
}
