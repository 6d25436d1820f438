/// Every feature's values as ranks among its distinct values, computed once a data set, so that binning a fold is counting.
public struct RankedFeatures: Sendable {
  enum Feature: Sendable {
    /// `ranks[row]` indexes `distinct`, which increases; -1 is missing.
    case numeric(distinct: [Double], ranks: [Int32])
    case categorical(categories: Int, codes: [Int32])
  }

  let features: [Feature]
  let names: [String]

  public init(_ columns: [Column], jobs: Int) {
    names = columns.map(\.name)
    features = concurrentMap(count: columns.count, jobs: jobs) { index in
      switch columns[index].values {
      case .numeric(let values): Self.ranked(values)
      case .categorical(let codes, let categories): .categorical(categories: categories.count, codes: codes)
      }
    }
  }

  private static func ranked(_ values: [Double]) -> Feature {
    let sorted = SortedValues(values)
    var ranks = [Int32](repeating: -1, count: values.count)
    var distinct: [Double] = []
    for place in sorted.keys.indices {
      if place == 0 || sorted.keys[place] != sorted.keys[place - 1] { distinct.append(sorted.value(place)) }
      ranks[Int(sorted.rows[place])] = Int32(distinct.count - 1)
    }
    return .numeric(distinct: distinct, ranks: ranks)
  }

  /// Bins fitted on `rows`, for every feature.
  public func bins(rows: [Int], maxBins: Int, jobs: Int) -> [FeatureBins] {
    concurrentMap(count: features.count, jobs: jobs) { index in
      switch features[index] {
      case .numeric(let distinct, let ranks):
        FeatureBins(distinct: distinct, counts: Self.counts(ranks, rows, distinct.count), maxBins: maxBins)
      case .categorical(let categories, let codes):
        FeatureBins(categoryCounts: Self.counts(codes, rows, categories), maxBins: maxBins)
      }
    }
  }

  private static func counts(_ codes: [Int32], _ rows: [Int], _ distinct: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: distinct)
    for row in rows where codes[row] >= 0 { counts[Int(codes[row])] += 1 }
    return counts
  }

  /// The codes of `rows` for feature `index`.
  func codes(_ index: Int, rows: [Int], bins: FeatureBins) -> [UInt8] {
    switch features[index] {
    case .numeric(let distinct, let ranks):
      let codeOfRank = bins.codes(ofIncreasing: distinct)
      return rows.map { ranks[$0] < 0 ? FeatureBins.missing : codeOfRank[Int(ranks[$0])] }
    case .categorical(_, let codes):
      return rows.map { bins.code(ofCategory: codes[$0]) }
    }
  }
}
