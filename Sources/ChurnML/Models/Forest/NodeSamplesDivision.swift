/// Dividing the rows of a node between its children.
extension NodeSamples {
  /// Divides the rows of a node between its children.
  func divide(
    _ rows: NodeRows, by test: SplitTest, of feature: Int
  ) -> (left: NodeRows, right: NodeRows) {
    assert(rows.range.upperBound <= count)
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

  /// Those for which `side` is 0, and those for which it is 1.
  @inline(__always)
  private func divide(
    _ rows: NodeRows, _ feature: Int, _ side: (UInt8) -> Int
  ) -> (left: NodeRows, right: NodeRows) {
    let range = rows.range
    if rows.isListed {
      let middle = isPacked ? divideList(range, feature, true, side) : divideList(range, feature, false, side)
      return (
        NodeRows(range: range.lowerBound..<middle, isListed: true),
        NodeRows(range: middle..<range.upperBound, isListed: true)
      )
    }
    let middle =
      switch (isPacked, stride) {
      case (true, 32): divideEntries(range, feature, chunks: 2, true, side)
      case (true, 64): divideEntries(range, feature, chunks: 4, true, side)
      case (true, _): divideEntries(range, feature, chunks: stride / 16, true, side)
      case (false, _): divideEntries(range, feature, chunks: stride / 16, false, side)
      }
    return (self.rows(range.lowerBound..<middle), self.rows(middle..<range.upperBound))
  }

  /// Moves what `side` gives 0 to the front of the range; returns where the others begin.
  ///
  /// Between the place to the left of which all go left and the row that is looked at all go right. These two are exchanged, and the
  /// place moves on if the row goes left: no branch to mispredict (Lomuto's partition).
  @inline(__always)
  private func divideList(_ range: Range<Int>, _ feature: Int, _ isPacked: Bool, _ side: (UInt8) -> Int) -> Int {
    let list = list
    var left = range.lowerBound
    for index in range {
      let place = list[index]
      let isRight = side(row(Self.entry(place), isPacked)[feature])
      list[index] = list[left]
      list[left] = place
      left &+= 1 &- isRight
    }
    return left
  }

  /// The same with entries.
  @inline(__always)
  private func divideEntries(
    _ range: Range<Int>, _ feature: Int, chunks: Int, _ isPacked: Bool, _ side: (UInt8) -> Int
  ) -> Int {
    let (entries, stride) = (entries, chunks &* 16)
    var entry = range.lowerBound &* stride
    var left = entry
    for _ in range {
      let back = 0 &- side(row(entry, isPacked)[feature])
      for chunk in 0..<chunks {
        let part = entries.load(SIMD2<UInt64>.self, at: entry &+ chunk &* 16)
        let other = entries.load(SIMD2<UInt64>.self, at: left &+ chunk &* 16)
        entries.store(other, at: entry &+ chunk &* 16)
        entries.store(part, at: left &+ chunk &* 16)
      }
      left += stride & ~back
      entry += stride
    }
    return left / stride
  }
}
