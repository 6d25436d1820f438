/// The distinct values of a numeric column, rising, with how many customers have at most each of them.
struct ValueCounts: Sendable {
  let values: [Double]
  /// Customers with at most `values[i]`.
  let through: [ChurnCount]
  /// Customers by value, as every ranking figure reads them.
  let ranked: RankedScores

  /// Of the rows that have a value.
  init(_ numbers: [Double], labels: [UInt8]) {
    let rows = numbers.indices.filter { !numbers[$0].isNaN }
    let isWhole = rows.count == numbers.count
    ranked = RankedScores(
      labels: isWhole ? labels : rows.map { labels[$0] }, scores: isWhole ? numbers : rows.map { numbers[$0] })
    values = ranked.threshold.reversed()
    let all = ChurnCount(rows: ranked.count, churned: ranked.positives)
    var through: [ChurnCount] = []
    through.reserveCapacity(values.count)
    // Those at most a value are those who are not at or above the next one.
    for group in ranked.threshold.indices.reversed() {
      let above =
        group == 0
        ? ChurnCount() : ChurnCount(rows: ranked.contacted[group - 1], churned: ranked.churners[group - 1])
      through.append(ChurnCount(rows: all.rows - above.rows, churned: all.churned - above.churned))
    }
    self.through = through
  }

  var rows: Int { ranked.count }

  /// Customers with the `index`-th value.
  func count(at index: Int) -> ChurnCount {
    guard index > 0 else { return through[0] }
    let (a, b) = (through[index], through[index - 1])
    return ChurnCount(rows: a.rows - b.rows, churned: a.churned - b.churned)
  }

  /// The `share` quantile, interpolated between neighbours as NumPy does by default; there must be a value.
  func quantile(_ share: Double) -> Double {
    let position = share * Double(rows - 1)
    let lower = Int(position)
    let (a, b) = (value(atRank: lower), value(atRank: min(lower + 1, rows - 1)))
    return a + (position - Double(lower)) * (b - a)
  }

  private func value(atRank rank: Int) -> Double { values[through.partitioningIndex { $0.rows > rank }] }
}
