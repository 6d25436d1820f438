internal import Foundation

/// `(value - mean) / deviation`, with the population's standard deviation, as scikit-learn's `StandardScaler`.
struct Standardisation: Sendable, Codable, Equatable {
  let mean: Double
  let deviation: Double

  /// Nil when the values are all equal, or differ by less than numbers of their size can say.
  init?(of values: [Double]) {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return nil }
    let (mean, variance) = moments(of: values)
    if variance.isNormal, mean.isFinite {
      self.init(mean: mean, deviation: variance.squareRoot())
    } else {
      // Squares of such values leave the range of numbers; those of their shares of the largest do not.
      let largest = values.reduce(0) { max($0, abs($1)) }
      let shares = moments(of: values.map { $0 / largest })
      let deviation = shares.variance.squareRoot() * largest
      guard deviation.isNormal, largest.isFinite else { return nil }
      self.init(mean: shares.mean * largest, deviation: deviation)
    }
  }

  private init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }

  /// Of a column that is 1 in `ones` of `count` rows and 0 in the others; nil when it is constant.
  init?(ones: Int, of count: Int) {
    guard ones > 0, ones < count else { return nil }
    mean = Double(ones) / Double(count)
    deviation = (mean * (1 - mean)).squareRoot()
  }

  func callAsFunction(_ value: Double) -> Double { (value - mean) / deviation }
}

private func moments(of values: [Double]) -> (mean: Double, variance: Double) {
  let count = Double(values.count)
  let mean = sum(of: values) { $0 } / count
  return (mean, sum(of: values) { ($0 - mean) * ($0 - mean) } / count)
}

/// Σ term(value), in eight sums of every eighth value each: none has to wait for the one before.
@inline(__always)
private func sum(of values: [Double], _ term: (SIMD8<Double>) -> SIMD8<Double>) -> Double {
  var sums = SIMD8<Double>.zero
  let whole = values.count / 8 * 8
  values.withUnsafeBytes { bytes in
    for start in stride(from: 0, to: whole, by: 8) {
      sums += term(bytes.loadUnaligned(fromByteOffset: start * MemoryLayout<Double>.stride, as: SIMD8<Double>.self))
    }
  }
  var rest = 0.0
  for index in whole..<values.count { rest += term(SIMD8(repeating: values[index]))[0] }
  return sums.sum() + rest
}
