/// Stratified k-fold cross-validation, repeated: in every repeat each row is assessed once, and every fold has the
/// classes in the proportion of the whole, to within one row of each class.
public struct StratifiedKFold: Sendable {
  public let folds: Int
  public let repeats: Int
  public let seed: UInt64

  /// - Throws: `InputError` for fewer than two folds, no repeat, or more folds than rows of the smaller class.
  public init(folds: Int, repeats: Int, seed: UInt64, labels: [UInt8]) throws(InputError) {
    guard folds >= 2 else {
      throw InputError(at: "resampling.folds", "\(folds) is too few; cross-validation needs at least 2 folds.")
    }
    guard repeats >= 1 else {
      throw InputError(at: "resampling.repeats", "\(repeats) is too few; give at least 1.")
    }
    let positives = labels.reduce(0) { $0 + Int($1) }
    let smaller = min(positives, labels.count - positives)
    guard folds <= smaller else {
      throw InputError(
        at: "resampling.folds",
        "\(folds) folds need at least \(folds) rows of each class, but the smaller class has \(smaller); "
          + "give \(max(2, smaller)) folds or fewer, or more data.")
    }
    self.folds = folds
    self.repeats = repeats
    self.seed = seed
  }

  /// The splits in order of repeat, then fold.
  public func splits(labels: [UInt8]) -> [Split] {
    (0..<repeats).flatMap { `repeat` in
      Split.folds(assigned: assignment(labels: labels, repeat: `repeat`), count: folds, repeat: `repeat`)
    }
  }

  /// Deals each class's shuffled rows to the folds in turn; the second class goes on where the first one stopped, so
  /// that fold sizes differ by at most one.
  private func assignment(labels: [UInt8], repeat: Int) -> [Int] {
    var fold = [Int](repeating: 0, count: labels.count)
    var dealt = 0
    for label: UInt8 in [1, 0] {
      var rows = labels.indices.filter { labels[$0] == label }
      var source = RandomSource(seed, 0x5711_75, UInt64(`repeat`), UInt64(label))
      source.shuffle(&rows)
      for row in rows {
        fold[row] = dealt % folds
        dealt += 1
      }
    }
    return fold
  }
}

extension Split {
  /// The `count` splits of one repeat in which fold `f` is assessed once and all other rows are analysed.
  /// - Parameter fold: the fold of each row, in `0..<count`.
  static func folds(assigned fold: [Int], count: Int, repeat: Int) -> [Split] {
    (0..<count).map { held in
      Split(
        repeat: `repeat`, fold: held,
        analysis: fold.indices.filter { fold[$0] != held },
        assessment: fold.indices.filter { fold[$0] == held })
    }
  }
}
