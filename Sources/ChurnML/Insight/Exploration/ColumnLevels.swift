/// What a column can say about a customer, in few words: a category, a number, or a band of numbers.
public enum Level: Sendable, Equatable {
  case category(String)
  case number(Double)
  /// `low` < x <= `high`; the lowest band holds `low` too.
  case band(low: Double, high: Double, isLowest: Bool)
  /// The rarer categories, this many of them.
  case others(Int)

  /// How many categories it stands for.
  fileprivate var categories: Int {
    if case .others(let count) = self { count } else { 1 }
  }

  /// The band from the low end of one band to the high end of another.
  fileprivate static func joined(_ lowest: Level, _ highest: Level) -> Level {
    guard case .band(let low, _, let isLowest) = lowest, case .band(_, let high, _) = highest else { return lowest }
    return .band(low: low, high: high, isLowest: isLowest)
  }
}

/// The values of a column as few levels, one code a row.
///
/// A category is a level, and so is a number where the column has at most `ColumnLevels.fewNumbers` different ones. More
/// numbers make quantile bands, those of `pandas.qcut(x, bands, duplicates="drop")`. Beyond `most` categories the
/// rarest share one level.
struct ColumnLevels: Sendable {
  static let missing: Int16 = -1
  static let fewNumbers = 10

  let levels: [Level]
  /// For each row an index into `levels`, or `missing`.
  let codes: [Int16]

  private init(_ levels: [Level], codes: [Int16]) {
    self.levels = levels
    self.codes = codes
  }

  /// The levels of numbers, of which there must be one.
  init(_ numbers: [Double], _ values: ValueCounts, bands: Int = 10) {
    guard values.values.count > Self.fewNumbers else {
      levels = values.values.map(Level.number)
      codes = Self.codes(numbers, edges: values.values.dropLast())
      return
    }
    let edges = Self.edges(values, bands: bands)
    levels = edges.indices.dropFirst().map {
      .band(low: edges[$0 - 1], high: edges[$0], isLowest: $0 == 1)
    }
    codes = Self.codes(numbers, edges: edges.dropFirst().dropLast())
  }

  /// Both ends and the quantiles between, each once.
  private static func edges(_ values: ValueCounts, bands: Int) -> [Double] {
    var edges: [Double] = []
    for band in 0...bands {
      let edge = values.quantile(Double(band) / Double(bands))
      if edge != edges.last { edges.append(edge) }
    }
    return edges
  }

  /// For each number how many of the edges are below it.
  private static func codes(_ numbers: [Double], edges: some Collection<Double>) -> [Int16] {
    let edges = Array(edges)
    return numbers.map { number in
      guard !number.isNaN else { return missing }
      var (low, high) = (0, edges.count)
      while low < high {
        let middle = (low + high) / 2
        if number <= edges[middle] { high = middle } else { low = middle + 1 }
      }
      return Int16(low)
    }
  }

  /// The levels of categories, of which one must occur.
  init(_ codes: [Int32], _ categories: [String], most: Int) {
    var counts = [Int](repeating: 0, count: categories.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    let (kept, levelOf) = Self.frequent(counts, most: most)
    let pooled = counts.count { $0 > 0 } - kept.count
    levels = kept.map { .category(categories[$0]) } + (pooled > 0 ? [.others(pooled)] : [])
    self.codes = codes.map { $0 >= 0 ? levelOf[Int($0)] : Self.missing }
  }

  /// The items that keep a level of their own, and every item's level: the rarest share the last one where more than
  /// `most` occur.
  private static func frequent(_ counts: [Int], most: Int) -> (kept: [Int], levelOf: [Int16]) {
    let present = counts.indices.filter { counts[$0] > 0 }
    let pooled = present.count > most ? present.count - most + 1 : 0
    let kept =
      pooled == 0
      ? present : present.sorted { (counts[$1], $0) < (counts[$0], $1) }.dropLast(pooled).sorted()
    var levelOf = [Int16](repeating: Int16(kept.count), count: counts.count)
    for (level, item) in kept.enumerated() { levelOf[item] = Int16(level) }
    return (kept, levelOf)
  }

  /// The same column in fewer levels: neighbouring bands are joined until there are at most `bands`, and the rarest of more
  /// than `most` categories share one.
  func coarsened(_ counts: [ChurnCount], bands: Int, most: Int) -> ColumnLevels {
    switch levels.first {
    case .band where levels.count > bands:
      let levelOf = levels.indices.map { Int16($0 * bands / levels.count) }
      let joined = (0..<Int16(bands)).map { band in
        let members = levels.indices.filter { levelOf[$0] == band }
        return Level.joined(levels[members[0]], levels[members[members.count - 1]])
      }
      return ColumnLevels(joined, codes: recoded(levelOf))
    case .category where levels.count > most:
      let (kept, levelOf) = Self.frequent(counts.map(\.rows), most: most)
      let pooled = levels.indices.filter { levelOf[$0] == kept.count }.reduce(0) { $0 + levels[$1].categories }
      return ColumnLevels(kept.map { levels[$0] } + [.others(pooled)], codes: recoded(levelOf))
    default: return self
    }
  }

  /// The column of some of the rows.
  func selecting(_ rows: [Int]) -> ColumnLevels { ColumnLevels(levels, codes: rows.map { codes[$0] }) }

  private func recoded(_ levelOf: [Int16]) -> [Int16] { codes.map { $0 >= 0 ? levelOf[Int($0)] : Self.missing } }

  /// Customers of each level.
  func counts(_ labels: [UInt8]) -> [ChurnCount] {
    var counts = [ChurnCount](repeating: ChurnCount(), count: levels.count)
    for (code, label) in zip(codes, labels) where code >= 0 {
      counts[Int(code)].rows += 1
      counts[Int(code)].churned += Int(label)
    }
    return counts
  }
}
