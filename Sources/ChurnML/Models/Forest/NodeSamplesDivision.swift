/// Dividing the rows of a node between its children.
extension NodeSamples {
  /// Moves the rows of a node that pass a test before the others.
  func divide(_ rows: Range<Int>, by test: SplitTest, of feature: Int) {
    assert(rows.upperBound <= count)
    if test.isLarge {
      let set = test.largeSet
      return divide(rows, feature) { set.contains(code: $0) ? 0 : 1 }
    }
    if test.bits != .max {
      let bits = ~test.bits
      return divide(rows, feature) { Int(truncatingIfNeeded: bits &>> UInt32($0)) & 1 }
    }
    let (low, width) = (test.low, test.high &- test.low)
    return divide(rows, feature) { $0 &- low > width ? 1 : 0 }
  }

  /// Moves the rows for which `side` is 0 before those for which it is 1.
  @inline(__always)
  private func divide(_ rows: Range<Int>, _ feature: Int, _ side: (UInt8) -> Int) {
    switch (isPacked, stride) {
    case (true, 32): divide(rows, feature, chunks: 2, true, side)
    case (true, 64): divide(rows, feature, chunks: 4, true, side)
    case (true, _): divide(rows, feature, chunks: stride / 16, true, side)
    case (false, _): divide(rows, feature, chunks: stride / 16, false, side)
    }
  }

  /// The rows from `left` to the one looked at are such for which it is 1. The first of them and that one change places, and `left` moves on
  /// if it is one of the former: no branch to mispredict (Lomuto's partition).
  @inline(__always)
  private func divide(
    _ rows: Range<Int>, _ feature: Int, chunks: Int, _ isPacked: Bool, _ side: (UInt8) -> Int
  ) {
    let (entries, stride) = (entries, chunks &* 16)
    var entry = rows.lowerBound &* stride
    var left = entry
    for _ in rows {
      let back = 0 &- side(row(entry, isPacked)[feature])
      for chunk in 0..<chunks {
        let part = entries.load(SIMD2<UInt64>.self, at: entry &+ chunk &* 16)
        entries.store(entries.load(SIMD2<UInt64>.self, at: left &+ chunk &* 16), at: entry &+ chunk &* 16)
        entries.store(part, at: left &+ chunk &* 16)
      }
      left += stride & ~back
      entry += stride
    }
  }
}
