/// A numeric column's part of a design matrix: missing cells become the analysis rows' median, then the basis
/// functions are evaluated and standardised.
struct NumericTerm: Sendable, Codable, Equatable {
  /// The index of the column among the features.
  let feature: Int
  let name: String
  let median: Double
  let basis: NumericBasis
  /// One a basis function.
  let scales: [Standardisation]

  var columns: Int { scales.count }

  /// Nil when the column is constant over `numbers`, its missing cells (NaN) aside.
  init?(feature: Int, name: String, numbers: [Double], knots: Int) {
    let present = numbers.filter { !$0.isNaN }
    guard let first = present.first, present.contains(where: { $0 != first }) else { return nil }
    var order = OrderStatistics(present)
    let median = order.quantile(0.5)
    let basis = NumericBasis(knots: knots, over: &order)
    let filled = present.count == numbers.count ? numbers : numbers.map { $0.isNaN ? median : $0 }
    let scales = (0..<basis.count).compactMap { function in
      Standardisation(of: basis.isLinear ? filled : filled.map { basis.value(of: function, at: $0) })
    }
    guard scales.count == basis.count else { return nil }
    self.feature = feature
    self.name = name
    self.median = median
    self.basis = basis
    self.scales = scales
  }

  var columnNames: [String] { (0..<columns).map { $0 == 0 ? name : "\(name)~spline\($0)" } }

  /// The standardised basis functions at one cell.
  func write(_ number: Double, to target: UnsafeMutablePointer<Double>) {
    let filled = number.isNaN ? median : number
    for function in 0..<columns {
      target[function] = scales[function](basis.value(of: function, at: filled))
    }
  }

  /// The cell's share of the linear predictor.
  func contribution(of number: Double, coefficients: ArraySlice<Double>) -> Double {
    let filled = number.isNaN ? median : number
    var sum = 0.0
    for function in 0..<columns {
      sum += coefficients[coefficients.startIndex + function] * scales[function](basis.value(of: function, at: filled))
    }
    return sum
  }
}
