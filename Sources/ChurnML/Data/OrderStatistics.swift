/// The order statistics of numbers, in time linear in their count: numbers are counted in buckets of equal width, then
/// only the bucket that holds the rank is sorted.
struct OrderStatistics: Sendable {
  private static let buckets = 4096

  private let values: [Double]
  private let least: Double
  /// Buckets per unit.
  private let density: Double
  /// How many values lie in the buckets before each; one more for all.
  private let before: [Int]

  /// - Parameter values: none of them NaN.
  init(_ values: [Double]) {
    var least = Double.infinity
    var greatest = -Double.infinity
    for value in values {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    let density = Double(Self.buckets) / (greatest - least)
    var counts = [Int](repeating: 0, count: Self.buckets + 1)
    for value in values { counts[Self.bucket(value, least: least, density: density) + 1] += 1 }
    for bucket in 1...Self.buckets { counts[bucket] += counts[bucket - 1] }
    self.values = values
    self.least = least
    self.density = density
    before = counts
  }

  /// Greater values never have a lower bucket. Values that are all equal, or too far apart for their distance to be
  /// finite, share one.
  private static func bucket(_ value: Double, least: Double, density: Double) -> Int {
    guard density > 0, density.isFinite else { return 0 }
    return Int(min(Double(buckets - 1), (value - least) * density))
  }

  var count: Int { values.count }

  /// The value of rank `rank`, counted from 0.
  func value(atRank rank: Int) -> Double {
    let bucket = bucket(ofRank: rank)
    return members(of: bucket)[rank - before[bucket]]
  }

  /// The `share` quantile, interpolated between neighbours as NumPy does by default; `count` must not be 0.
  func quantile(_ share: Double) -> Double {
    let position = share * Double(values.count - 1)
    let lower = Int(position)
    let bucket = bucket(ofRank: lower)
    let members = members(of: bucket)
    let below = members[lower - before[bucket]]
    guard lower + 1 < values.count, position > Double(lower) else { return below }
    let above = lower + 1 < before[bucket + 1] ? members[lower + 1 - before[bucket]] : value(atRank: lower + 1)
    return below + (position - Double(lower)) * (above - below)
  }

  private func bucket(ofRank rank: Int) -> Int {
    precondition(values.indices.contains(rank))
    var low = 0
    var high = Self.buckets
    // Invariant: before[low] <= rank < before[high].
    while high - low > 1 {
      let middle = (low + high) / 2
      if before[middle] <= rank { low = middle } else { high = middle }
    }
    return low
  }

  /// The bucket's values, increasing.
  private func members(of bucket: Int) -> [Double] {
    values.filter { Self.bucket($0, least: least, density: density) == bucket }.sorted()
  }
}
