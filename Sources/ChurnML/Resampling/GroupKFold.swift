/// K-fold cross-validation that keeps groups whole: no group has rows on both sides of a split, and every row is assessed once
/// in every repeat. Groups go, the largest first, to the fold with the fewest rows; equal ones in a shuffled order.
public struct GroupKFold: ResamplingScheme, Equatable {
  public static let name = "grouped"
  public let folds: Int
  public let repeats: Int

  public init(folds: Int, repeats: Int = 1) {
    self.folds = folds
    self.repeats = repeats
  }

  /// - Throws: `InputError` for fewer groups than folds, or a fold of one class.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    let groups = try population.groups(for: folds)
    let splits = (0..<repeats).flatMap { `repeat` in
      var source = RandomSource(seed, 0x6204, UInt64(`repeat`))
      var groups = groups
      source.shuffle(&groups)
      let order = groups.indices.sorted { (groups[$1].count, $0) < (groups[$0].count, $1) }
      var sizes = [Int](repeating: 0, count: folds)
      let assigned = order.map { index in
        let fold = sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) } ?? 0
        sizes[fold] += groups[index].count
        return (groups[index], fold)
      }
      return Split.folds(population.rows, groups: assigned, count: folds, repeat: `repeat`)
    }
    return try checked(splits, of: population, wayOut: "give fewer folds, or use method stratified_grouped")
  }
}

extension Population {
  /// Throws unless there are as many groups as folds.
  func groups(for folds: Int) throws(InputError) -> [[Int]] {
    let groups = grouped
    guard groups.count >= folds else {
      throw InputError(
        at: "resampling.folds",
        "\(folds) folds need at least \(folds) groups, and there are \(groups.count); give fewer folds.")
    }
    return groups
  }
}

extension Split {
  /// The splits of one repeat in which each group is assessed once, in its fold.
  static func folds(_ rows: [Int], groups: [(rows: [Int], fold: Int)], count: Int, repeat: Int) -> [Split] {
    var fold = [Int: Int](minimumCapacity: rows.count)
    for group in groups {
      for row in group.rows { fold[row] = group.fold }
    }
    return folds(rows, assigned: rows.map { fold[$0] ?? 0 }, count: count, repeat: `repeat`)
  }
}
