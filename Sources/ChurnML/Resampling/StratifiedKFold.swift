/// Stratified k-fold cross-validation, repeated: in every repeat each row is assessed once, and every fold has the
/// classes in the proportion of the whole, to within one row of each class.
public struct StratifiedKFold: ResamplingScheme, Equatable {
  public static let name = "stratified_kfold"
  public let folds: Int
  public let repeats: Int

  public init(folds: Int, repeats: Int = 1) {
    self.folds = folds
    self.repeats = repeats
  }

  /// - Throws: `InputError` for fewer than two folds, no repeat, or more folds than rows of the smaller class.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    guard folds >= 2 else {
      throw InputError(at: "resampling.folds", "\(folds) is too few; cross-validation needs at least 2 folds.")
    }
    guard repeats >= 1 else {
      throw InputError(at: "resampling.repeats", "\(repeats) is too few; give at least 1.")
    }
    let smaller = min(population.positives, population.rows.count - population.positives)
    guard folds <= smaller else {
      throw InputError(
        at: "resampling.folds",
        "\(folds) folds need at least \(folds) rows of each class, but the smaller class has \(smaller); "
          + (smaller < 2 ? "give more data." : "give \(smaller) folds or fewer, or more data."))
    }
    return (0..<repeats).flatMap { `repeat` in
      Split.folds(
        population.rows, assigned: assignment(population, seed, repeat: `repeat`), count: folds, repeat: `repeat`)
    }
  }

  /// Deals each class's shuffled rows to the folds in turn; the second class goes on where the first one stopped, so
  /// that fold sizes differ by at most one.
  private func assignment(_ population: Population, _ seed: UInt64, repeat: Int) -> [Int] {
    var fold = [Int](repeating: 0, count: population.rows.count)
    var dealt = 0
    for label: UInt8 in [1, 0] {
      var places = fold.indices.filter { population.labels[population.rows[$0]] == label }
      var source = RandomSource(seed, 0x5711_75, UInt64(`repeat`), UInt64(label))
      source.shuffle(&places)
      for place in places {
        fold[place] = dealt % folds
        dealt += 1
      }
    }
    return fold
  }
}
