/// The codes of many numeric values: a table says how many thresholds lie below a value's bucket, so that it is compared with those of its
/// own bucket only, of which most have none.
struct NumericCoder {
  private let thresholds: [Double]
  private let buckets: EvenBuckets
  /// How many thresholds lie in the buckets before each; one more for all.
  private let before: [UInt8]

  private static let bucketsEach = 16

  /// - Parameter thresholds: increasing, at most 254.
  init(thresholds: [Double]) {
    let buckets = EvenBuckets(
      from: thresholds.first ?? 0, through: thresholds.last ?? 0, within: Self.bucketsEach * max(1, thresholds.count))
    var before = [UInt8](repeating: 0, count: buckets.count + 1)
    var next = 0
    for (index, threshold) in thresholds.enumerated() {
      let bucket = buckets.index(of: threshold)
      while next <= bucket {
        before[next] = UInt8(index)
        next += 1
      }
    }
    while next < before.count {
      before[next] = UInt8(thresholds.count)
      next += 1
    }
    self.thresholds = thresholds
    self.buckets = buckets
    self.before = before
  }

  @inline(__always)
  func code(of value: Double) -> UInt8 {
    if value.isNaN { return FeatureBins.missing }
    let bucket = buckets.index(of: value)
    let (first, end) = (Int(before[bucket]), Int(before[bucket + 1]))
    return FeatureBins.code(of: value, thresholds, in: first..<end)
  }
}
