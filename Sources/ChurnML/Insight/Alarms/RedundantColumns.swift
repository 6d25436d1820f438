/// Columns that repeat another: the same numbers in another unit, or the same categories by other names.
///
/// A column that several others determine together, such as a total of months times charges, is no repetition; neither is
/// a coarser grouping of another column's categories.
enum RedundantColumns: AlarmDetector {
  static func alarms(in data: AlarmData) -> [Alarm] {
    let columns = data.features.filter { $0.minority >= PairOfColumns.fewestRows }
    let pairs = columns.indices.flatMap { a in columns.indices.dropFirst(a + 1).map { (a, $0) } }
    let sample = sampledRows(data.rows)
    let found = concurrentMap(count: pairs.count, jobs: data.jobs) { index in
      PairOfColumns(columns[pairs[index].0], columns[pairs[index].1]).repeats(sample: sample)
    }
    return groups(columns.count, zip(pairs, found).filter { $1 }.map { $0.0 }).map { group in
      let names = group.map { columns[$0].name }
      let list = names.dropLast().map { "\"\($0)\"" }.joined(separator: ", ") + " and \"\(names.last ?? "")\""
      return Alarm(.redundantColumns, .low, columns: names, "\(list) say the same; keep one of them.")
    }
  }

  /// Enough to rule a pair out.
  private static func sampledRows(_ rows: Int) -> [Int]? {
    let size = 2000
    guard rows > 2 * size else { return nil }
    var source = RandomSource(0x5e1f, UInt64(rows))
    return (0..<size).map { _ in source.index(below: rows) }.sorted()
  }

  /// Positions joined by pairs, each group and the groups in order.
  private static func groups(_ count: Int, _ pairs: [(Int, Int)]) -> [[Int]] {
    var home = Array(0..<count)
    for (a, b) in pairs where home[a] != home[b] {
      let (kept, joined) = (min(home[a], home[b]), max(home[a], home[b]))
      for place in home.indices where home[place] == joined { home[place] = kept }
    }
    return (0..<count).map { first in home.indices.filter { home[$0] == first } }.filter { $0.count > 1 }
  }
}

/// Two columns held against each other.
struct PairOfColumns {
  /// Outside a column's most frequent value; less is equal by chance.
  static let fewestRows = 5

  private let a: CodedColumn
  private let b: CodedColumn

  init(_ a: CodedColumn, _ b: CodedColumn) {
    self.a = a
    self.b = b
  }

  /// - Parameter sample: rows that can rule the pair out before all are looked at; nil for few rows.
  func repeats(sample: [Int]?) -> Bool {
    let all = 0..<a.rows
    if let x = a.values, let y = b.values {
      let isAlike = sample.map { isLinear(x, y, $0, 0.99) || isMonotone($0, 0.99) } ?? true
      if isAlike, isLinear(x, y, all, 0.999) || isMonotone(all, 0.9999) { return true }
    }
    let distinct = (min(a.distinct, b.distinct), max(a.distinct, b.distinct))
    // As many categories each, and enough rows to a category that their agreement says something.
    guard distinct.1 * 2 <= a.rows, Double(distinct.0) >= 0.99 * Double(distinct.1) else { return false }
    let allowed = Double(min(a.minority, b.minority)) / 100
    if let sample, Double(disagreements(sample)) > 3 * allowed + 10 { return false }
    return Double(disagreements(all)) <= allowed
  }

  /// Outliers that two columns share look like a line; ranks know better.
  private func isLinear(_ x: [Double], _ y: [Double], _ rows: some Sequence<Int>, _ least: Double) -> Bool {
    abs(correlation(x, y, rows)) >= least && abs(correlation(a.midranks, b.midranks, rows)) >= 0.99
  }

  private func isMonotone(_ rows: some Sequence<Int>, _ least: Double) -> Bool {
    abs(correlation(a.midranks, b.midranks, rows)) >= least
  }

  /// Pearson's, over the rows with both values; 0 where fewer than nine in ten rows have them.
  private func correlation(_ x: [Double], _ y: [Double], _ rows: some Sequence<Int>) -> Double {
    // Shifted by a value that occurs, so that large numbers close together keep their digits.
    let (x0, y0) = (x[x.count / 2], y[y.count / 2])
    var (n, seen) = (0.0, 0.0)
    var (sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in rows {
      seen += 1
      let (i, j) = (a.codes[row], b.codes[row])
      guard i >= 0, j >= 0 else { continue }
      let (u, v) = (x[Int(i)] - x0, y[Int(j)] - y0)
      n += 1
      sx += u
      sy += v
      sxx += u * u
      syy += v * v
      sxy += u * v
    }
    guard n > 2, n >= 0.9 * seen else { return 0 }
    let (vx, vy) = (sxx - sx * sx / n, syy - sy * sy / n)
    return vx > 0 && vy > 0 ? (sxy - sx * sy / n) / (vx * vy).squareRoot() : 0
  }

  /// Rows outside the best pairing of a's values with b's, seen from the side where there are more. A missing value is a value.
  private func disagreements(_ rows: some Sequence<Int>) -> Int {
    var joint: [UInt64: Int] = [:]
    var count = 0
    for row in rows {
      joint[UInt64(UInt32(bitPattern: a.codes[row])) << 32 | UInt64(UInt32(bitPattern: b.codes[row])), default: 0] += 1
      count += 1
    }
    var best: (a: [UInt64: Int], b: [UInt64: Int]) = ([:], [:])
    for (key, rows) in joint {
      best.a[key >> 32] = max(best.a[key >> 32] ?? 0, rows)
      best.b[key & 0xffff_ffff] = max(best.b[key & 0xffff_ffff] ?? 0, rows)
    }
    return count - min(best.a.values.reduce(0, +), best.b.values.reduce(0, +))
  }
}
