internal import Foundation

/// `(value - mean) / deviation`, with the population's standard deviation, as scikit-learn's `StandardScaler`.
struct Standardisation: Sendable, Codable, Equatable {
  let mean: Double
  let deviation: Double

  /// Nil when the values are all equal, or too large to have a finite variance: such a column says nothing or
  /// cannot be computed with.
  init?(of values: [Double]) {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    guard variance.isNormal, mean.isFinite else { return nil }
    self.mean = mean
    deviation = variance.squareRoot()
  }

  /// Of a column that is 1 in `ones` of `count` rows and 0 in the others; nil when it is constant.
  init?(ones: Int, of count: Int) {
    guard ones > 0, ones < count else { return nil }
    mean = Double(ones) / Double(count)
    deviation = (mean * (1 - mean)).squareRoot()
  }

  func callAsFunction(_ value: Double) -> Double { (value - mean) / deviation }
}
