/// Fitting bins to analysis rows.
extension FeatureBins {
  /// Bins of every column.
  static func fitted(to columns: [Column], rows: [Int], maxBins: Int, jobs: Int) -> [FeatureBins] {
    concurrentMap(count: columns.count, jobs: jobs) { FeatureBins(fittedTo: columns[$0], rows: rows, maxBins: maxBins) }
  }

  /// - Parameter rows: the analysis rows.
  init(fittedTo column: Column, rows: [Int], maxBins: Int) {
    switch column.values {
    case .numeric(let values):
      var present: [Double] = []
      present.reserveCapacity(rows.count)
      // Adding 0 makes one zero of the two.
      for row in rows where !values[row].isNaN { present.append(values[row] + 0) }
      var numbers = OrderStatistics(present)
      self.init(numbers: &numbers, maxBins: min(maxBins, Self.numericLimit))
    case .categorical(let codes, let categories):
      var counts = [Int](repeating: 0, count: categories.count)
      for row in rows where codes[row] >= 0 { counts[Int(codes[row])] += 1 }
      self.init(categoryCounts: counts, maxBins: maxBins)
    }
  }

  private init(numbers: inout OrderStatistics, maxBins: Int) {
    let ends = Self.endsOfValues(&numbers, atMost: maxBins) ?? Self.endsOfShares(&numbers, maxBins: maxBins)
    let thresholds = ends.dropLast().map { Self.midpoint(numbers.value(atRank: $0 - 1), numbers.value(atRank: $0)) }
    self.init(rule: .numeric(thresholds: thresholds), valueBins: ends.count, pooled: 0)
  }

  /// Where the distinct values end in the order, or nil if there are more than `most`.
  private static func endsOfValues(_ numbers: inout OrderStatistics, atMost most: Int) -> [Int]? {
    var ends: [Int] = []
    var start = 0
    while start < numbers.count {
      if ends.count == most { return nil }
      start = numbers.end(ofValueAtRank: start)
      ends.append(start)
    }
    return ends
  }

  /// Where bins end in the order that are closed as soon as they hold their share of the rows that are left, so that a heavy value takes
  /// a bin of its own and the others stay even.
  private static func endsOfShares(_ numbers: inout OrderStatistics, maxBins: Int) -> [Int] {
    var ends: [Int] = []
    var start = 0
    while start < numbers.count {
      let (rowsLeft, binsLeft) = (numbers.count - start, maxBins - ends.count)
      let share = (rowsLeft + binsLeft - 1) / binsLeft
      start = binsLeft == 1 ? numbers.count : numbers.end(ofValueAtRank: start + share - 1)
      ends.append(start)
    }
    return ends
  }

  /// Halfway between two values, or the lower one where rounding would reach the upper.
  private static func midpoint(_ a: Double, _ b: Double) -> Double {
    let middle = a / 2 + b / 2
    return middle >= a && middle < b ? middle : a
  }

  /// Bins for a categorical column.
  /// - Parameter counts: how many analysis rows have each category.
  init(categoryCounts counts: [Int], maxBins: Int) {
    let limit = min(maxBins, Self.categoricalLimit)
    let present = counts.indices.filter { counts[$0] > 0 }
    let pooled = present.count > limit ? present.count - limit + 1 : 0
    let byCount = present.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let own = byCount.dropLast(pooled).sorted()
    let valueBins = own.count + (pooled > 0 ? 1 : 0)
    var codes = [UInt8](repeating: UInt8(valueBins + 1), count: counts.count)
    for (bin, category) in own.enumerated() { codes[category] = UInt8(bin + 1) }
    for category in byCount.suffix(pooled) { codes[category] = UInt8(own.count + 1) }
    self.init(rule: .categorical(codes: codes), valueBins: valueBins, pooled: pooled)
  }

  /// A sentence for each column some of whose categories share a bin.
  static func poolingNotes(_ all: [FeatureBins], of columns: [Column]) -> [String] {
    zip(columns, all).filter { $1.pooled > 0 }.map { column, bins in
      "Column \(column.name) has more categories than bins; the \(bins.pooled) rarest share one."
    }
  }
}
