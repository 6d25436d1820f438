internal import Foundation

/// Gauss-Legendre quadrature on [0, 1]: Σ weights[q] f(points[q]) is ∫ f, exactly for polynomials of degree below twice the
/// number of points.
struct GaussLegendre: Sendable {
  let points: [Double]
  let weights: [Double]

  /// Newton's method on the Legendre polynomial, from the usual starting points (Abramowitz and Stegun 1964, 22.16.6).
  init(points count: Int) {
    var points: [Double] = []
    var weights: [Double] = []
    for index in 0..<count {
      var x = cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 0.0
      // Convergence is quadratic and the start is good to three digits.
      for _ in 0..<8 {
        let (value, derivative) = Self.legendre(count, at: x)
        slope = derivative
        x -= value / derivative
      }
      points.append((1 + x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    self.points = points
    self.weights = weights
  }

  /// The value and the derivative of the Legendre polynomial of that degree, inside (-1, 1).
  private static func legendre(_ degree: Int, at x: Double) -> (value: Double, derivative: Double) {
    var (before, value) = (1.0, x)
    for order in stride(from: 2, through: degree, by: 1) {
      let n = Double(order)
      (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n)
    }
    return (value, Double(degree) * (x * value - before) / (x * x - 1))
  }
}
