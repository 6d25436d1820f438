/// The numbers of a column in increasing order, missing ones left out, with the rows they stand in.
///
/// A radix sort by three digits of 11 bits, the highest in which numbers differ: nearly all that differ at all do so there. Neighbours
/// equal in these bits are put in order by insertion, and should there be too many of them all bits are sorted by.
struct SortedValues {
  /// Increasing with the number; the same for both zeros.
  private(set) var keys: [UInt64] = []
  private(set) var rows: [UInt32] = []

  private static let digitBits = 11
  /// Longer runs of keys equal in the digits sorted by are not put in order by insertion.
  private static let longestRun = 32

  init(_ values: [Double]) {
    keys.reserveCapacity(values.count)
    rows.reserveCapacity(values.count)
    for (row, value) in values.enumerated() where !value.isNaN {
      keys.append(Self.key(value))
      rows.append(UInt32(row))
    }
    guard let first = keys.first else { return }
    let differing = keys.reduce(0) { $0 | ($1 ^ first) }
    let bits = UInt64.bitWidth - differing.leadingZeroBitCount
    let low = max(0, bits - 3 * Self.digitBits)
    sort(from: low, to: bits)
    if low > 0, !sortRuns(equalAbove: low) { sort(from: 0, to: bits) }
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

  /// Sorts by the bits from `low` up to `high`, a digit at a time from the lowest.
  private mutating func sort(from low: Int, to high: Int) {
    var spareKeys = keys
    var spareRows = rows
    for shift in stride(from: low, to: high, by: Self.digitBits) {
      scatter(shift, &spareKeys, &spareRows)
      swap(&keys, &spareKeys)
      swap(&rows, &spareRows)
    }
  }

  @inline(__always)
  private static func digit(_ key: UInt64, _ shift: Int) -> Int {
    Int(truncatingIfNeeded: key &>> UInt64(truncatingIfNeeded: shift)) & (1 &<< digitBits &- 1)
  }

  private func scatter(_ shift: Int, _ spareKeys: inout [UInt64], _ spareRows: inout [UInt32]) {
    var next = [Int](repeating: 0, count: 1 << Self.digitBits)
    for key in keys { next[Self.digit(key, shift)] += 1 }
    var sum = 0
    for digit in next.indices { (next[digit], sum) = (sum, sum + next[digit]) }
    for (key, row) in zip(keys, rows) {
      let digit = Self.digit(key, shift)
      let place = next[digit]
      next[digit] = place + 1
      spareKeys[place] = key
      spareRows[place] = row
    }
  }

  /// Puts in order by insertion what is in order but for the bits below `low`; false when a run is too long for that.
  private mutating func sortRuns(equalAbove low: Int) -> Bool {
    var start = 0
    for place in keys.indices.dropFirst() {
      let key = keys[place]
      if key >> UInt64(low) != keys[place - 1] >> UInt64(low) { start = place }
      guard key < keys[place - 1] else { continue }
      if place - start > Self.longestRun { return false }
      let row = rows[place]
      var hole = place
      while hole > start, keys[hole - 1] > key {
        (keys[hole], rows[hole]) = (keys[hole - 1], rows[hole - 1])
        hole -= 1
      }
      (keys[hole], rows[hole]) = (key, row)
    }
    return true
  }
}
