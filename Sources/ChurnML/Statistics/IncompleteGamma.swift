/// P(X > x) for X ~ chi-square with `df` degrees of freedom, accurate far into the tail.
public func chiSquareSurvival(_ x: Double, df: Double) -> Double { upperIncompleteGamma(df / 2, x / 2) }

/// Q(a, x): P(X > x) for X ~ Gamma(a); the series below a + 1, the continued fraction above (DLMF 8.7.1, 8.9.2).
/// - Precondition: a is positive.
func upperIncompleteGamma(_ a: Double, _ x: Double) -> Double {
  if x <= 0 { return 1 }
  if x == .infinity { return 0 }
  let kernel = SaddlePoint.gammaKernel(x, a)
  if x < a + 1 { return 1 - kernel * gammaSeries(a, x) }
  return kernel * a / gammaFraction(a, x)
}

/// 1 + x/(a+1) + x²/((a+1)(a+2)) + ...
private func gammaSeries(_ a: Double, _ x: Double) -> Double {
  var sum = 1.0
  var term = 1.0
  var n = a
  while term > sum * 0x1p-60 {
    n += 1
    term *= x / n
    sum += term
  }
  return sum
}

private func gammaFraction(_ a: Double, _ x: Double) -> Double {
  var fraction = ContinuedFraction(first: x + 1 - a)
  var k = 0.0
  while true {
    k += 1
    let step = fraction.append(numerator: -k * (k - a), denominator: x + 2 * k + 1 - a)
    if abs(step - 1) < 1e-16 || k > 100_000 { return fraction.value }
  }
}
