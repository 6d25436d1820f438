/// The mean of a figure over customers with a percentile interval: customers are drawn again with replacement.
///
/// Paired: give each customer's difference between two ways of acting, and what both share cancels. Not for the
/// place of an optimum, which the bootstrap does not cover.
public struct PairedBootstrap: Sendable, Equatable, Encodable {
  public let mean: Double
  public let low: Double
  public let high: Double

  /// - Parameters:
  ///   - values: one a customer, for instance the profit of one policy minus the other's.
  ///   - weights: how many customers each row stands for.
  ///   - most: with more customers, means are as good as normal, and the normal interval is given without drawing.
  ///   - seed: the same seed gives the same interval, whatever `jobs`.
  public init(
    _ values: [Double], weights: [Double]? = nil, confidence: Double = 0.95, resamples: Int = 2000,
    most: Int = 50_000, seed: UInt64, jobs: Int = 1
  ) throws(Undefined) {
    guard values.count > 1 else { throw Undefined("an interval needs at least two customers") }
    let weighted = weights.map { zip(values, $0).map { $0 * $1 } } ?? values
    let total = weights.map { $0.reduce(0, +) } ?? Double(values.count)
    let mean = weighted.reduce(0, +) / total
    self.mean = mean
    guard values.count <= most else {
      let square = values.indices.reduce(0.0) { sum, row in
        let deviation = (weights?[row] ?? 1) * (values[row] - mean)
        return sum + deviation * deviation
      }
      let half = -normalQuantile((1 - confidence) / 2) * square.squareRoot() / total
      (low, high) = (mean - half, mean + half)
      return
    }
    let means = concurrentMap(count: resamples, jobs: jobs) { resample in
      var source = RandomSource(seed, 0x626f_6f74, UInt64(resample))
      var sum = 0.0
      var weight = 0.0
      for _ in 0..<weighted.count {
        let row = source.index(below: weighted.count)
        sum += weighted[row]
        if let weights { weight += weights[row] }
      }
      return sum / (weights == nil ? total : weight)
    }.sorted()
    let tail = (1 - confidence) / 2
    low = Self.quantile(tail, means)
    high = Self.quantile(1 - tail, means)
  }

  /// The share-quantile at rank share x (resamples + 1), which keeps the coverage with few resamples too.
  private static func quantile(_ share: Double, _ sorted: [Double]) -> Double {
    let position = min(max(share * Double(sorted.count + 1) - 1, 0), Double(sorted.count - 1))
    let low = Int(position)
    return sorted[low] + (position - Double(low)) * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
  }
}
