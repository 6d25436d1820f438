/// I_x(a, b): P(X <= x) for X ~ Beta(a, b), with a relative error near 1e-14.
///
/// Lentz's continued fraction on the side where it converges fast (DLMF 8.17.22).
/// - Precondition: a and b are positive, x is in [0, 1].
public func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  if x > (a + 1) / (a + b + 2) { return 1 - regularizedIncompleteBeta(1 - x, b, a, complement: x) }
  return regularizedIncompleteBeta(x, a, b, complement: 1 - x)
}

private func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double, complement: Double) -> Double {
  // The kernel is symmetric; it is evaluated at the smaller argument, which is the exact one.
  let kernel = x < complement ? SaddlePoint.betaKernel(x, a, b) : SaddlePoint.betaKernel(complement, b, a)
  return kernel / (a * betaFraction(x, a, b))
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  var fraction = ContinuedFraction()
  var m = 0.0
  while true {
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    fraction.append(numerator: odd, denominator: 1)
    m += 1
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    let step = fraction.append(numerator: even, denominator: 1)
    if abs(step - 1) < 1e-16 || m > 100_000 { return fraction.value }
  }
}

/// 1 + a1/(b1 + a2/(b2 + ...)), evaluated from the front by Lentz's method as modified by Thompson and Barnett.
struct ContinuedFraction {
  private(set) var value: Double
  private var c: Double
  private var d = 0.0
  private static let tiny = 1e-300

  init(first: Double = 1) {
    value = first
    c = first
  }

  /// Returns the factor by which the value changed.
  @discardableResult
  mutating func append(numerator: Double, denominator: Double) -> Double {
    d = denominator + numerator * d
    d = 1 / (d == 0 ? Self.tiny : d)
    c = denominator + numerator / c
    if c == 0 { c = Self.tiny }
    value *= c * d
    return c * d
  }
}
