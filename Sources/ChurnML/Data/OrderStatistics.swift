/// The order statistics of numbers, found by Hoare's selection in time linear in their count.
struct OrderStatistics {
  private var values: [Double]

  /// - Parameter values: none of them NaN.
  init(_ values: [Double]) { self.values = values }

  var count: Int { values.count }

  /// The value of rank `rank`, counted from 0.
  mutating func value(atRank rank: Int) -> Double {
    precondition(values.indices.contains(rank))
    var low = 0
    var high = values.count - 1
    // Invariant: the value of rank `rank` lies in low...high, smaller values before, larger ones behind.
    while low < high {
      let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high])
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        break
      }
    }
    return values[rank]
  }

  /// The `share` quantile, interpolated between neighbours as NumPy does by default; `count` must not be 0.
  mutating func quantile(_ share: Double) -> Double {
    let position = share * Double(values.count - 1)
    let lower = Int(position)
    let below = value(atRank: lower)
    guard lower + 1 < values.count, position > Double(lower) else { return below }
    return below + (position - Double(lower)) * (value(atRank: lower + 1) - below)
  }

  private func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
