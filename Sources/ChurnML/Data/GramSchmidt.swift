/// Columns made uncorrelated, each against those before it, with mean 0 and deviation 1, so that a penalty treats
/// what is new in each alike.
struct GramSchmidt: Sendable, Codable, Equatable {
  struct Step: Sendable, Codable, Equatable {
    let mean: Double
    /// Of the earlier results, what is taken off.
    let shares: [Double]
    let deviation: Double
  }

  let steps: [Step]

  /// The columns that are kept: those before the first that the earlier ones determine.
  var columns: Int { steps.count }

  /// - Parameter columns: of equal length, not empty.
  init(_ columns: [[Double]]) {
    var results: [[Double]] = []
    var steps: [Step] = []
    for column in columns {
      let rows = Double(column.count)
      let mean = column.reduce(0, +) / rows
      var rest = column.map { $0 - mean }
      let before = Self.rootMeanSquare(rest)
      var shares: [Double] = []
      for result in results {
        let share = zip(rest, result).reduce(0) { $0 + $1.0 * $1.1 } / rows
        for row in rest.indices { rest[row] -= share * result[row] }
        shares.append(share)
      }
      let deviation = Self.rootMeanSquare(rest)
      guard deviation > 1e-6 * before else { break }
      results.append(rest.map { $0 / deviation })
      steps.append(Step(mean: mean, shares: shares, deviation: deviation))
    }
    self.steps = steps
  }

  private static func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }

  /// Replaces the first `columns` values, those of one row, by their uncorrelated form.
  func apply(_ values: UnsafeMutablePointer<Double>) {
    for (column, step) in steps.enumerated() {
      values[column] -= step.mean
      for earlier in 0..<column { values[column] -= step.shares[earlier] * values[earlier] }
      values[column] /= step.deviation
    }
  }
}
