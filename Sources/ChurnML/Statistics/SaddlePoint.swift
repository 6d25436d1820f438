internal import Foundation

/// The pieces of densities that keep their last digits for large arguments.
///
/// Loader, C. (2000): Fast and Accurate Computation of Binomial Probabilities. Factorials enter through the error of
/// Stirling's formula, and the rest through a deviance, so nothing large is subtracted from anything large.
enum SaddlePoint {
  /// ln n! - ln(sqrt(2 pi n) (n/e)^n), for any n > 0.
  static func stirlingError(_ n: Double) -> Double {
    var n = n
    var error = 0.0
    while n < 15 {
      error += (n + 0.5) * log1p(1 / n) - 1
      n += 1
    }
    let square = n * n
    let series = 1.0 / 1680 - 1.0 / 1188 / square
    return error + (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - series / square) / square) / square) / n
  }

  /// x ln(x / mean) + mean - x, which is not negative.
  static func deviance(_ x: Double, mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let ratio = (x - mean) / (x + mean)
    var sum = (x - mean) * ratio
    var power = 2 * x * ratio
    var odd = 1.0
    while true {
      power *= ratio * ratio
      odd += 2
      let next = sum + power / odd
      if next == sum { return sum }
      sum = next
    }
  }

  /// x^a (1-x)^b / B(a, b), for x strictly between 0 and 1.
  static func betaKernel(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let n = a + b
    let exponent =
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, mean: n * x) - deviance(b, mean: n * (1 - x))
    return (a * b / (2 * Double.pi * n)).squareRoot() * exp(exponent)
  }

  /// x^a e^-x / Gamma(a + 1), for x > 0.
  static func gammaKernel(_ x: Double, _ a: Double) -> Double {
    exp(-stirlingError(a) - deviance(a, mean: x)) / (2 * Double.pi * a).squareRoot()
  }
}
