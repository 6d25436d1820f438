/// A base-2 logarithm made of correctly rounded IEEE operations only, so that it gives the same bits on every machine and in every build,
/// which the system's libm does not promise. Error below 2e-15 relative.
///
/// x = m 2^e with m in [sqrt(1/2), sqrt(2)); log m = 2 artanh((m-1)/(m+1)), as a series in odd powers.
enum ExactLog2 {
  /// - Parameter x: positive and finite.
  static func value(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    let s = (significand - 1) / (significand + 1)
    let square = s * s
    // |s| <= 0.1716, so the first term left out is below 2^-60 of the sum.
    var sum = 0.0
    for divisor in stride(from: 23.0, through: 1.0, by: -2.0) { sum = sum * square + 1 / divisor }
    return exponent + 2 * s * sum * 1.4426950408889634
  }
}
