/// A numeric column's part of a design matrix: missing cells become the analysis rows' median, numbers are
/// standardised, and may then be replaced by the functions of a spline, made uncorrelated.
struct NumericTerm: Sendable, Codable, Equatable {
  /// Numbers farther from the mean, in deviations, count as this far: sums over columns stay finite.
  static let limit = 1e6

  /// The index of the column among the features.
  let feature: Int
  let name: String
  let median: Double
  let standardisation: Standardisation
  /// Of the standardised number.
  let basis: NumericBasis
  /// Nil for the number itself.
  let uncorrelated: GramSchmidt?

  /// Nil when the column is constant over `numbers`, its missing cells (NaN) aside.
  /// - Parameter knots: of its spline; 0 for the column itself.
  init?(feature: Int, name: String, numbers: [Double], knots: Int) {
    let present = numbers.contains(where: \.isNaN) ? numbers.filter { !$0.isNaN } : numbers
    guard !present.isEmpty else { return nil }
    let median = OrderStatistics(present).quantile(0.5)
    let filled = present.count == numbers.count ? numbers : numbers.map { $0.isNaN ? median : $0 }
    guard let standardisation = Standardisation(of: filled) else { return nil }
    let basis =
      knots == 0
      ? .identity : NumericBasis(knots: knots, over: OrderStatistics(present.map { standardisation($0) }))
    self.feature = feature
    self.name = name
    self.median = median
    self.standardisation = standardisation
    self.basis = basis
    uncorrelated =
      basis.isLinear
      ? nil
      : GramSchmidt(
        (0..<basis.count).map { function in filled.map { basis.value(of: function, at: standardisation($0)) } })
  }

  var columns: Int { uncorrelated?.columns ?? 1 }
  var columnNames: [String] { (0..<columns).map { $0 == 0 ? name : "\(name)~spline\($0)" } }

  /// Writes the columns at one cell.
  func write(_ number: Double, to target: UnsafeMutablePointer<Double>) {
    let standardised = standardisation(number.isNaN ? median : number)
    let limited = max(-Self.limit, min(Self.limit, standardised))
    for function in 0..<columns { target[function] = basis.value(of: function, at: limited) }
    uncorrelated?.apply(target)
  }

  /// The columns at one cell.
  func values(at number: Double) -> [Double] {
    [Double](unsafeUninitializedCapacity: columns) { values, count in
      if let base = values.baseAddress { write(number, to: base) }
      count = columns
    }
  }

  /// Σ coefficient x column for each of `numbers`, added to `sums`.
  func add(_ coefficients: ArraySlice<Double>, of numbers: [Double], _ rows: ArraySlice<Int>, to sums: inout [Double]) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: columns) { values in
      guard let base = values.baseAddress else { return }
      for (index, row) in rows.enumerated() {
        write(numbers[row], to: base)
        for column in 0..<columns { sums[index] += coefficients[coefficients.startIndex + column] * values[column] }
      }
    }
  }
}
