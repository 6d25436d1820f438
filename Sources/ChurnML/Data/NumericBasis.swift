/// The functions a number is replaced by: itself, or a natural cubic spline.
///
/// With knots t₁ < ... < t_K the basis is x and, for k = 1 ... K-2, `d_k(x) - d_{K-1}(x)` with
/// `d_k(x) = ((x - t_k)₊³ - (x - t_K)₊³) / (t_K - t_k)`: linear beyond the outer knots, at the last one with
/// slope 3 (t_{K-1} - t_k) (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 2009, equations 5.4, 5.5).
struct NumericBasis: Sendable, Codable, Equatable {
  /// Distinct and increasing; empty for the identity.
  let knots: [Double]

  static let identity = NumericBasis(knots: [])

  private init(knots: [Double]) { self.knots = knots }

  /// - Parameters:
  ///   - knots: how many, values of the column at equally spaced quantiles from the .05 to the .95; 0 for the identity. Columns with few
  ///     distinct values get fewer, and with less than three distinct knots the identity.
  ///   - values: the present ones.
  init(knots count: Int, over values: [Double]) {
    var order = OrderStatistics(values)
    var knots: [Double] = []
    for index in 0..<count {
      let share = 0.05 + 0.9 * Double(index) / Double(count - 1)
      let knot = order.value(atRank: Int((share * Double(order.count - 1)).rounded()))
      if knots.last.map({ knot > $0 }) ?? true { knots.append(knot) }
    }
    self.init(knots: knots.count < 3 ? [] : knots)
  }

  var isLinear: Bool { knots.isEmpty }
  var count: Int { isLinear ? 1 : knots.count - 1 }

  func value(of function: Int, at x: Double) -> Double {
    guard function > 0 else { return x }
    let last = knots[knots.count - 1]
    let inside = min(x, last)
    let slope = 3 * (knots[knots.count - 2] - knots[function - 1])
    return bend(function - 1, at: inside) - bend(knots.count - 2, at: inside) + slope * (x - inside)
  }

  /// d_k(x) for x up to the last knot.
  private func bend(_ k: Int, at x: Double) -> Double {
    let ahead = max(0, x - knots[k])
    return ahead * ahead * ahead / (knots[knots.count - 1] - knots[k])
  }
}
