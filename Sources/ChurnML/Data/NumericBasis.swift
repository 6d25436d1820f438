/// The functions a number is replaced by: itself, or a natural cubic spline.
///
/// With knots t₁ < ... < t_K the basis is x and, for k = 1 ... K-2, `d_k(x) - d_{K-1}(x)` with
/// `d_k(x) = ((x - t_k)₊³ - (x - t_K)₊³) / (t_K - t_k)`: linear beyond the outer knots (Hastie, Tibshirani, Friedman:
/// The Elements of Statistical Learning, 2009, equations 5.4 and 5.5).
struct NumericBasis: Sendable, Codable, Equatable {
  /// Distinct and increasing; empty for the identity.
  let knots: [Double]

  /// - Parameters:
  ///   - knots: how many, at equally spaced quantiles from the .05 to the .95; 0 for the identity. Columns with few
  ///     distinct values get fewer, and with less than three distinct knots the identity.
  ///   - order: the present values.
  init(knots count: Int, over order: inout OrderStatistics) {
    var knots: [Double] = []
    for index in 0..<count {
      let knot = order.quantile(0.05 + 0.9 * Double(index) / Double(count - 1))
      if knots.last.map({ knot > $0 }) ?? true { knots.append(knot) }
    }
    self.knots = knots.count < 3 ? [] : knots
  }

  var isLinear: Bool { knots.isEmpty }
  var count: Int { isLinear ? 1 : knots.count - 1 }

  func value(of function: Int, at x: Double) -> Double {
    function == 0 ? x : bend(function - 1, at: x) - bend(knots.count - 2, at: x)
  }

  private func bend(_ k: Int, at x: Double) -> Double {
    let last = knots[knots.count - 1]
    return (cube(x - knots[k]) - cube(x - last)) / (last - knots[k])
  }

  private func cube(_ x: Double) -> Double { x > 0 ? x * x * x : 0 }
}
