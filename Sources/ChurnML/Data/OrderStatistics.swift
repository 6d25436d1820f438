/// Numbers as if in increasing order, in time linear in their count while few ranks are asked for: numbers are put into buckets, and a
/// bucket is sorted when it is first looked into.
struct OrderStatistics: Sendable {
  private let buckets: EvenBuckets
  /// Bucket after bucket.
  private var values: [Double]
  /// Where each bucket begins; one more for the end.
  private let starts: [Int]
  private var isSorted: [Bool]

  /// - Parameter values: none of them NaN.
  init(_ values: [Double]) {
    let buckets = Self.buckets(of: values)
    let indices = values.map { UInt16(buckets.index(of: $0)) }
    var starts = [Int](repeating: 0, count: buckets.count + 1)
    for index in indices { starts[Int(index) + 1] += 1 }
    for bucket in 1...buckets.count { starts[bucket] += starts[bucket - 1] }
    self.buckets = buckets
    self.starts = starts
    isSorted = [Bool](repeating: false, count: buckets.count)
    self.values = [Double](unsafeUninitializedCapacity: values.count) { buffer, count in
      var next = starts.mutableSpan
      for (value, index) in zip(values, indices) {
        buffer[next[Int(index)]] = value
        next[Int(index)] += 1
      }
      count = values.count
    }
  }

  private static let mostBuckets = 4096
  private static let valuesEach = 8
  private static let sampleSize = 1024

  /// Between the 1st and the 99th percentile of a sample, so that a few far values do not crowd the others into one bucket.
  private static func buckets(of values: [Double]) -> EvenBuckets {
    let step = max(1, values.count / sampleSize)
    let sample = stride(from: 0, to: values.count, by: step).map { values[$0] }.sorted()
    let margin = sample.count / 100
    return EvenBuckets(
      from: sample.isEmpty ? 0 : sample[margin], through: sample.isEmpty ? 0 : sample[sample.count - 1 - margin],
      within: max(1, min(mostBuckets, values.count / valuesEach)))
  }

  var count: Int { values.count }

  /// The value of rank `rank`, counted from 0.
  mutating func value(atRank rank: Int) -> Double {
    sortBucket(ofRank: rank)
    return values[rank]
  }

  /// One more than the last rank of the value that has rank `rank`.
  mutating func end(ofValueAtRank rank: Int) -> Int {
    let end = sortBucket(ofRank: rank)
    let value = values[rank]
    return values[rank..<end].firstIndex { $0 != value } ?? end
  }

  /// The `share` quantile, interpolated between neighbours as NumPy does by default; `count` must not be 0.
  mutating func quantile(_ share: Double) -> Double {
    let position = share * Double(values.count - 1)
    let lower = Int(position)
    let below = value(atRank: lower)
    guard lower + 1 < values.count, position > Double(lower) else { return below }
    return below + (position - Double(lower)) * (value(atRank: lower + 1) - below)
  }

  /// - Returns: where the bucket ends.
  @discardableResult
  private mutating func sortBucket(ofRank rank: Int) -> Int {
    // Before it is sorted another value of the bucket stands at this place.
    let bucket = buckets.index(of: values[rank])
    if !isSorted[bucket] {
      values[starts[bucket]..<starts[bucket + 1]].sort()
      isSorted[bucket] = true
    }
    return starts[bucket + 1]
  }
}
