/// Dividing the rows of a node between its children.
extension NodeSamples {
  /// Divides the rows of a node of depth `depth` between its children.
  func divide(
    _ rows: NodeRows, depth: Int, by test: SplitTest, of feature: Int
  ) -> (left: NodeRows, right: NodeRows) {
    assert(rows.range.upperBound <= count)
    if test.isLarge {
      let set = test.largeSet
      return divide(rows, depth, feature) { set.contains(code: $0) ? 0 : 1 }
    }
    if test.bits != .max {
      let bits = ~test.bits
      return divide(rows, depth, feature) { Int(truncatingIfNeeded: bits &>> UInt32($0)) & 1 }
    }
    let (low, width) = (test.low, test.high &- test.low)
    return divide(rows, depth, feature) { $0 &- low > width ? 1 : 0 }
  }

  /// Those for which `side` is 0, and those for which it is 1.
  @inline(__always)
  private func divide(
    _ rows: NodeRows, _ depth: Int, _ feature: Int, _ side: (UInt8) -> Int
  ) -> (left: NodeRows, right: NodeRows) {
    let from = rows.isOdd ? odd : even
    if rows.isListed {
      let middle =
        isPacked
        ? divideList(rows.range, depth, from, feature, true, side)
        : divideList(rows.range, depth, from, feature, false, side)
      return (
        NodeRows(range: rows.range.lowerBound..<middle, isOdd: rows.isOdd, isListed: true),
        NodeRows(range: middle..<rows.range.upperBound, isOdd: rows.isOdd, isListed: true)
      )
    }
    let to = rows.isOdd ? even : odd
    let middle =
      switch (isPacked, stride) {
      case (true, 32): divide(rows.range, from, to, feature, chunks: 2, true, side)
      case (true, 64): divide(rows.range, from, to, feature, chunks: 4, true, side)
      case (true, _): divide(rows.range, from, to, feature, chunks: stride / 16, true, side)
      case (false, _): divide(rows.range, from, to, feature, chunks: stride / 16, false, side)
      }
    return (
      self.rows(rows.range.lowerBound..<middle, isOdd: !rows.isOdd, depth: depth &+ 1),
      self.rows(middle..<rows.range.upperBound, isOdd: !rows.isOdd, depth: depth &+ 1)
    )
  }

  /// Moves what `side` gives 0 to the front of the range and the others to its back; returns where the latter begin.
  @inline(__always)
  private func divideList(
    _ range: Range<Int>, _ depth: Int, _ entries: Entries, _ feature: Int, _ isPacked: Bool,
    _ side: (UInt8) -> Int
  ) -> Int {
    let (from, to) = (list(depth: depth), list(depth: depth &+ 1))
    var left = range.lowerBound
    var right = range.upperBound &- 1
    for index in range {
      let place = from[index]
      let isRight = side(row(entries, Self.entry(place), isPacked)[feature])
      // Both places are written and one index moves: no branch to mispredict.
      to[left] = place
      to[right] = place
      left &+= 1 &- isRight
      right &-= isRight
    }
    return left
  }

  /// The same with entries.
  @inline(__always)
  private func divide(
    _ range: Range<Int>, _ from: Entries, _ to: Entries, _ feature: Int, chunks: Int, _ isPacked: Bool,
    _ side: (UInt8) -> Int
  ) -> Int {
    let stride = chunks &* 16
    var entry = range.lowerBound &* stride
    var left = entry
    var right = (range.upperBound &- 1) &* stride
    for _ in range {
      let back = 0 &- side(row(from, entry, isPacked)[feature])
      // Both places are written and one of them moves: no branch to mispredict.
      for chunk in 0..<chunks {
        let part = from.load(SIMD2<UInt64>.self, at: entry &+ chunk &* 16)
        to.store(part, at: left &+ chunk &* 16)
        to.store(part, at: right &+ chunk &* 16)
      }
      left += stride & ~back
      right -= stride & back
      entry += stride
    }
    return left / stride
  }
}
