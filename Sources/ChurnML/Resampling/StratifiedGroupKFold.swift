/// K-fold cross-validation that keeps groups whole and the folds' class shares as equal as that allows.
///
/// Groups, those with the most uneven class counts first, go to the fold where they leave the folds' shares of each
/// class least spread: scikit-learn's `StratifiedGroupKFold`, groups shuffled first.
public struct StratifiedGroupKFold: ResamplingScheme, Equatable {
  public static let name = "stratified_grouped"
  public let folds: Int
  public let repeats: Int

  public init(folds: Int, repeats: Int = 1) {
    self.folds = folds
    self.repeats = repeats
  }

  /// - Throws: `InputError` for fewer groups than folds, or where a fold of one class cannot be avoided.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    let groups = try population.groups(for: folds)
    let splits = (0..<repeats).flatMap { `repeat` in
      var source = RandomSource(seed, 0x57_6204, UInt64(`repeat`))
      var groups = groups
      source.shuffle(&groups)
      return Split.folds(population.rows, groups: assigned(groups, population), count: folds, repeat: `repeat`)
    }
    return try checked(splits, of: population, wayOut: "give fewer folds")
  }

  private func assigned(_ groups: [[Int]], _ population: Population) -> [(rows: [Int], fold: Int)] {
    let counts = groups.map { rows -> [Int] in
      let positives = rows.reduce(0) { $0 + Int(population.labels[$1]) }
      return [positives, rows.count - positives]
    }
    let totals = counts.reduce([0, 0]) { [$0[0] + $1[0], $0[1] + $1[1]] }
    let unevenness = counts.map { abs($0[0] - $0[1]) }
    let order = groups.indices.sorted { (unevenness[$1], $0) < (unevenness[$0], $1) }
    var spread = ClassShares(folds: folds, totals: totals)
    return order.map { (groups[$0], spread.place(counts[$0])) }
  }
}

/// How evenly two classes lie on the folds so far.
private struct ClassShares {
  private let totals: [Int]
  /// Of each class, rows in each fold.
  private var counts: [[Int]]

  init(folds: Int, totals: [Int]) {
    self.totals = totals
    counts = totals.map { _ in [Int](repeating: 0, count: folds) }
  }

  /// Adds a group to the fold where the shares stay least spread; of equal folds to the one with the fewest rows, then the first.
  mutating func place(_ group: [Int]) -> Int {
    let folds = counts[0].indices
    let moments = totals.indices.map { type in
      (sum: share(counts[type].reduce(0, +), type), squares: counts[type].reduce(0) { $0 + square(share($1, type)) })
    }
    let spreads = folds.map { fold in
      totals.indices.reduce(0.0) { sum, type in
        let (before, after) = (share(counts[type][fold], type), share(counts[type][fold] + group[type], type))
        let mean = (moments[type].sum + after - before) / Double(folds.count)
        let squares = moments[type].squares - square(before) + square(after)
        return sum + max(0, squares / Double(folds.count) - square(mean)).squareRoot()
      }
    }
    func rows(_ fold: Int) -> Int { counts[0][fold] + counts[1][fold] }
    // Equal shares in another order of adding differ by rounding, which is not to decide.
    let least = (spreads.min() ?? 0) + 1e-12
    let chosen = folds.filter { spreads[$0] <= least }.min { (rows($0), $0) < (rows($1), $1) } ?? 0
    for type in totals.indices { counts[type][chosen] += group[type] }
    return chosen
  }

  private func share(_ rows: Int, _ type: Int) -> Double { Double(rows) / Double(max(1, totals[type])) }

  private func square(_ x: Double) -> Double { x * x }
}
