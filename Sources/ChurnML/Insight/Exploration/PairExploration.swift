/// All pairs of columns: which repeat each other, and which say more together.
public struct PairExploration: Sendable {
  /// Beyond this many levels the rarest share one.
  static let mostLevels = 24
  /// Rows times pairs counted at most; where there are more, evenly spaced rows are taken.
  static let mostVisits = 1_500_000_000
  /// Columns that are alike to this degree, on the mean over a cluster's pairs, repeat each other.
  public static let redundancy = 0.7
  public static let mostPairs = 20

  public let columns: [String]
  /// How alike two columns are, from 0 to 1, `columns.count` rows one after another: |Spearman's rank correlation| for two
  /// numeric columns of many values, bias-corrected Cramér's V of the levels otherwise.
  public let association: [Double]
  public let linkage: AverageLinkage
  /// The pairs with the most gain, first the strongest; at most `mostPairs`, each with some gain.
  public let strongest: [ColumnPair]
  /// Pairs that were looked at.
  public let pairs: Int
  /// Customers the pairs were counted on.
  public let rows: Int

  init(_ features: [ExploredFeature], labels: [UInt8], jobs: Int) {
    let count = features.count
    let pairs = (0..<count).flatMap { b in (0..<b).map { a in (a, b) } }
    let step = max(1, (labels.count * pairs.count + Self.mostVisits - 1) / Self.mostVisits)
    let sample = step == 1 ? nil : Array(stride(from: 0, to: labels.count, by: step))
    let sampledLabels = sample.map { rows in rows.map { labels[$0] } } ?? labels
    let sides = concurrentMap(count: count, jobs: jobs) { PairSide(features[$0], rows: sample) }
    let found = concurrentMap(count: pairs.count, jobs: jobs) { index in
      let (a, b) = (sides[pairs[index].0], sides[pairs[index].1])
      let table = PairTable(a.codes, b.codes, labels: sampledLabels)
      return (gain: PairGain(table), association: a.rankCorrelation(b) ?? table.association)
    }
    var association = [Double](repeating: 1, count: count * count)
    for ((a, b), found) in zip(pairs, found) {
      association[a * count + b] = found.association
      association[b * count + a] = found.association
    }
    columns = sides.map(\.name)
    self.association = association
    self.pairs = pairs.count
    rows = sampledLabels.count
    linkage = AverageLinkage(association, count: count)
    let best = found.indices.filter { found[$0].gain.corrected > 0 }
      .sorted { (found[$1].gain.corrected, $0) < (found[$0].gain.corrected, $1) }.prefix(Self.mostPairs)
    strongest = best.map { index in
      let (a, b) = (sides[pairs[index].0], sides[pairs[index].1])
      let gain = found[index].gain
      return ColumnPair(
        columns: [a.name, b.name], gain: gain, adjustedPValue: min(1, gain.pValue * Double(pairs.count)),
        cells: PairTable(a.codes, b.codes, labels: sampledLabels).occupied(a.levels, b.levels))
    }
  }

  /// Clusters of two columns and more that repeat each other.
  public var redundant: [[String]] {
    linkage.clusters(from: Self.redundancy).filter { $0.count > 1 }.map { $0.map { columns[$0] } }
  }
}

/// One column as pairs of it are counted.
private struct PairSide: Sendable {
  let name: String
  let levels: [Level]
  let codes: PairTable.Codes
  /// The numbers of a column of many different ones; NaN where there is none.
  private let numbers: [Double]?
  /// Their ranks; nil where some are missing.
  private let ranks: [Double]?

  init(_ feature: ExploredFeature, rows: [Int]?) {
    let levels = feature.levels.coarsened(feature.counts, bands: .max, most: PairExploration.mostLevels)
    let sampled = rows.map(levels.selecting) ?? levels
    name = feature.column.name
    self.levels = sampled.levels
    codes = PairTable.Codes(sampled)
    guard case .numeric(let all) = feature.column.values, feature.isBanded else {
      (numbers, ranks) = (nil, nil)
      return
    }
    let numbers = rows.map { rows in rows.map { all[$0] } } ?? all
    self.numbers = numbers
    ranks = numbers.contains(where: \.isNaN) ? nil : averageRanks(of: numbers)
  }

  /// |Spearman's correlation| over the customers with both numbers; nil unless both columns have many.
  func rankCorrelation(_ other: PairSide) -> Double? {
    guard let numbers, let others = other.numbers else { return nil }
    if let ranks, let otherRanks = other.ranks { return (try? correlation(ranks, otherRanks)).map(abs) }
    let rows = numbers.indices.filter { !numbers[$0].isNaN && !others[$0].isNaN }
    return (try? correlation(averageRanks(of: rows.map { numbers[$0] }), averageRanks(of: rows.map { others[$0] })))
      .map(abs)
  }
}
