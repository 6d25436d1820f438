/// An objective's cut-off for each fold, chosen on all other folds' scores and judged on the fold's own.
public struct CrossFittedThreshold: Sendable, Equatable {
  /// One a fold.
  public let thresholds: [Double]
  /// The objective on the fold's own rows at its threshold; nil where it has no value there.
  public let values: [Double?]
  /// What acting did on the fold's own rows.
  public let confusions: [Confusion]

  /// Over folds; nil without a defined value.
  public var value: Spread? { Spread(values.compactMap(\.self)) }
  /// Over folds.
  public var threshold: Spread? { Spread(thresholds) }
}

extension RankedFolds {
  /// Cross-fitted cut-offs, in the order of `objectives`.
  ///
  /// One sweep down the pooled ranking serves all folds and objectives: the counts of "the other folds" are the
  /// counts of all minus the fold's own, and the fold's own counts at the same place judge the choice.
  /// Throws where an objective has no value on the other folds, for instance when only one fold holds churners.
  public func crossFit(_ objectives: [ThresholdObjective]) throws(Undefined) -> [CrossFittedThreshold] {
    guard folds.count > 1 else { throw Undefined("cross-fitting needs at least two folds") }
    let steps = FoldSteps(self)
    var results: [CrossFittedThreshold] = []
    for objective in objectives {
      var choices: [FoldChoice] = []
      for fold in folds.indices { choices.append(try steps.choose(objective, for: fold, in: self)) }
      results.append(
        CrossFittedThreshold(
          thresholds: choices.map { pooled.threshold[$0.group] },
          values: choices.map { choice in try? objective.value(of: choice.own) },
          confusions: choices.map(\.own)))
    }
    return results
  }
}

private struct FoldChoice {
  let group: Int
  let own: Confusion
}

/// For each fold, how many of its rows and churners stand at or above each group of the pooled ranking.
private struct FoldSteps {
  private var contacted: [[Int32]]
  private var churners: [[Int32]]

  init(_ ranked: RankedFolds) {
    let groups = ranked.pooled.threshold.count
    contacted = ranked.folds.map { _ in [Int32](repeating: 0, count: groups) }
    churners = contacted
    for (fold, own) in ranked.folds.enumerated() {
      var next = -1
      for group in 0..<groups {
        if next + 1 < own.threshold.count, own.threshold[next + 1] == ranked.pooled.threshold[group] { next += 1 }
        guard next >= 0 else { continue }
        contacted[fold][group] = Int32(own.contacted[next])
        churners[fold][group] = Int32(own.churners[next])
      }
    }
  }

  func choose(
    _ objective: ThresholdObjective, for fold: Int, in ranked: RankedFolds
  ) throws(Undefined) -> FoldChoice {
    let (pooled, own) = (ranked.pooled, ranked.folds[fold])
    let positives = Double(pooled.positives - own.positives)
    let count = Double(pooled.count - own.count)
    var chosen = -1
    var best = 0.0
    var before = 0
    for group in pooled.threshold.indices {
      let others = pooled.contacted[group] - Int(contacted[fold][group])
      // A score that only this fold has changes nothing for the others.
      if others == before { continue }
      before = others
      let tp = Double(pooled.churners[group] - Int(churners[fold][group]))
      let value = try objective.value(
        of: Confusion(tp: tp, contacted: Double(others), positives: positives, count: count))
      if chosen >= 0, !objective.improves(value, on: best) { continue }
      chosen = group
      best = value
    }
    guard chosen >= 0 else { throw Undefined("the other folds are empty") }
    return FoldChoice(
      group: chosen,
      own: Confusion(
        tp: Double(churners[fold][chosen]), contacted: Double(contacted[fold][chosen]),
        positives: Double(own.positives), count: Double(own.count)))
  }
}
