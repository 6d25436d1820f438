internal import Foundation

/// The measures of one column when the customers' labels are shuffled.
///
/// All that the measures read of a shuffle is how many churned customers each group of equal values gets, and those counts
/// are drawn directly, group after group, from the hypergeometric distribution: exactly what shuffling a label a row
/// would give, at a cost that does not grow with the rows.
struct LabelShuffle: Sendable {
  /// Customers of equal or neighbouring values, each group inside one level.
  struct Groups: Sendable {
    /// A column of numbers is cut into about this many groups: its AUC and KS are compared on them, shuffled and not.
    static let most = 256

    private(set) var counts: [ChurnCount] = []
    private(set) var levels: [Int] = []
    /// Whether the groups stand in the order of their values; else they are ordered by churn rate.
    let isOrdered: Bool

    /// A group for each level that occurs.
    init(levels: [ChurnCount]) {
      isOrdered = false
      for (level, count) in levels.enumerated() where count.rows > 0 { append(count, level: level) }
    }

    /// Neighbouring values of about equally many customers together, inside the levels, which are rising bands of values.
    init(_ values: ValueCounts, levels: [ChurnCount]) {
      isOrdered = true
      let fewest = max(1, values.rows / Self.most)
      var (level, levelEnd) = (0, levels.first?.rows ?? 0)
      var group = ChurnCount()
      for index in values.values.indices {
        group += values.count(at: index)
        let isLevelDone = values.through[index].rows == levelEnd
        guard isLevelDone || group.rows >= fewest else { continue }
        append(group, level: level)
        group = ChurnCount()
        while isLevelDone, level + 1 < levels.count, values.through[index].rows == levelEnd {
          level += 1
          levelEnd += levels[level].rows
        }
      }
    }

    private mutating func append(_ count: ChurnCount, level: Int) {
      counts.append(count)
      levels.append(level)
    }
  }

  /// What is compared: each greater for a column that says more.
  struct Measures: Sendable {
    static let count = 4
    /// chi², mutual information, distance of the AUC from one half, KS.
    var values: [Double]
  }

  private let groups: Groups
  private let rows: Int
  private let churned: Int
  private let levelRows: [Int]

  init(_ groups: Groups) {
    self.groups = groups
    rows = groups.counts.reduce(0) { $0 + $1.rows }
    churned = groups.counts.reduce(0) { $0 + $1.churned }
    var levelRows = [Int](repeating: 0, count: (groups.levels.max() ?? -1) + 1)
    for (level, count) in zip(groups.levels, groups.counts) { levelRows[level] += count.rows }
    self.levelRows = levelRows
  }

  /// Of the labels as they are.
  var observed: Measures { measures(groups.counts.map(\.churned)) }

  func draw(_ source: inout RandomSource) -> Measures {
    var (rowsLeft, churnedLeft) = (rows, churned)
    let drawn = groups.counts.map { group in
      let count = Hypergeometric(population: rowsLeft, successes: churnedLeft, drawn: group.rows).draw(&source)
      rowsLeft -= group.rows
      churnedLeft -= count
      return count
    }
    return measures(drawn)
  }

  private func measures(_ churnedOf: [Int]) -> Measures {
    let (chiSquare, information) = tableMeasures(churnedOf)
    let (auc, ks) = rankMeasures(churnedOf)
    return Measures(values: [chiSquare, information, auc, ks])
  }

  private func tableMeasures(_ churnedOf: [Int]) -> (chiSquare: Double, information: Double) {
    var levelChurned = [Int](repeating: 0, count: levelRows.count)
    for (level, churned) in zip(groups.levels, churnedOf) { levelChurned[level] += churned }
    let rate = Double(churned) / Double(rows)
    var (chiSquare, information) = (0.0, 0.0)
    for (rows, churned) in zip(levelRows, levelChurned) where rows > 0 {
      let (expected, expectedStayed) = (Double(rows) * rate, Double(rows) * (1 - rate))
      let (churned, stayed) = (Double(churned), Double(rows - churned))
      chiSquare += (churned - expected) * (churned - expected) / (expected * (1 - rate))
      if churned > 0 { information += churned * log(churned / expected) }
      if stayed > 0 { information += stayed * log(stayed / expectedStayed) }
    }
    return (chiSquare, max(0, information / Double(rows)))
  }

  private func rankMeasures(_ churnedOf: [Int]) -> (auc: Double, ks: Double) {
    var order = Array(churnedOf.indices)
    if !groups.isOrdered {
      // By rising churn rate, compared without division.
      order.sort { (churnedOf[$0] * groups.counts[$1].rows, $0) < (churnedOf[$1] * groups.counts[$0].rows, $1) }
    }
    let stayed = rows - churned
    var (doubled, ks) = (0, 0.0)
    var (churnedBefore, stayedBefore) = (0, 0)
    for group in order {
      let stayedHere = groups.counts[group].rows - churnedOf[group]
      doubled += churnedOf[group] * (2 * stayedBefore + stayedHere)
      churnedBefore += churnedOf[group]
      stayedBefore += stayedHere
      ks = max(ks, abs(Double(churnedBefore) / Double(churned) - Double(stayedBefore) / Double(stayed)))
    }
    return (abs(Double(doubled) / Double(2 * churned * stayed) - 0.5), ks)
  }
}
