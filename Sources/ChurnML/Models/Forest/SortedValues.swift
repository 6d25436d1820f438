/// The numbers of a column in increasing order, missing ones left out, with the rows they stand in: a radix sort by digits of
/// 11 bits, from the lowest, which leaves out digits that all numbers share, as those of whole numbers.
struct SortedValues {
  /// Increasing with the number; the same for both zeros.
  private(set) var keys: [UInt64] = []
  private(set) var rows: [UInt32] = []

  private static let digitBits = 11
  private static let digits = 6

  init(_ values: [Double]) {
    keys.reserveCapacity(values.count)
    rows.reserveCapacity(values.count)
    for (row, value) in values.enumerated() where !value.isNaN {
      keys.append(Self.key(value))
      rows.append(UInt32(row))
    }
    let counts = countDigits()
    var spareKeys = keys
    var spareRows = rows
    for digit in 0..<Self.digits {
      let digitCounts = counts[digit << Self.digitBits..<(digit + 1) << Self.digitBits]
      guard !digitCounts.contains(keys.count) else { continue }
      scatter(digit, digitCounts, &spareKeys, &spareRows)
      swap(&keys, &spareKeys)
      swap(&rows, &spareRows)
    }
  }

  /// The number at a place of the order.
  func value(_ place: Int) -> Double {
    let key = keys[place]
    return Double(bitPattern: key >> 63 == 1 ? key ^ 1 << 63 : ~key)
  }

  /// Negative numbers have all bits turned, others the sign: so keys compare as numbers do.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  @inline(__always)
  private static func digit(_ key: UInt64, _ digit: Int) -> Int {
    Int(truncatingIfNeeded: key &>> UInt64(digit &* digitBits)) & (1 &<< digitBits &- 1)
  }

  /// How many keys have each value of each digit.
  private func countDigits() -> [Int] {
    var counts = [Int](repeating: 0, count: Self.digits << Self.digitBits)
    for key in keys {
      for digit in 0..<Self.digits { counts[digit &<< Self.digitBits | Self.digit(key, digit)] += 1 }
    }
    return counts
  }

  private func scatter(
    _ digit: Int, _ counts: ArraySlice<Int>, _ spareKeys: inout [UInt64], _ spareRows: inout [UInt32]
  ) {
    var next: [Int] = []
    next.reserveCapacity(counts.count)
    var sum = 0
    for count in counts {
      next.append(sum)
      sum += count
    }
    for (key, row) in zip(keys, rows) {
      let value = Self.digit(key, digit)
      let place = next[value]
      next[value] = place + 1
      spareKeys[place] = key
      spareRows[place] = row
    }
  }
}
