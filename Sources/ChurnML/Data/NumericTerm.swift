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
    let missing = numbers.missingCount
    guard missing < numbers.count else { return nil }
    let present = missing > 0 ? numbers.filter { !$0.isNaN } : numbers
    let median = ChurnML.median(of: present)
    let filled = missing > 0 ? numbers.map { $0.isNaN ? median : $0 } : numbers
    guard let standardisation = Standardisation(of: filled) else { return nil }
    let basis =
      knots == 0
      ? .identity : NumericBasis(knots: knots, over: present.map { standardisation($0) })
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

  /// Writes the columns of some rows' cells, a row every `step` places.
  func write(_ numbers: [Double], _ rows: ArraySlice<Int>, to target: UnsafeMutablePointer<Double>, step: Int) {
    var target = target
    for row in rows {
      if uncorrelated == nil { target.pointee = standardised(numbers[row]) } else { write(numbers[row], to: target) }
      target += step
    }
  }

  private func standardised(_ number: Double) -> Double {
    max(-Self.limit, min(Self.limit, standardisation(number.isNaN ? median : number)))
  }

  /// Writes the columns at one cell.
  func write(_ number: Double, to target: UnsafeMutablePointer<Double>) {
    let standardised = standardised(number)
    for function in 0..<columns { target[function] = basis.value(of: function, at: standardised) }
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

extension [Double] {
  /// How many of the cells are missing (NaN).
  var missingCount: Int {
    var missing = 0
    for number in self { missing += number.isNaN ? 1 : 0 }
    return missing
  }
}
