/// A cut-off chosen on all other folds under constraints and judged on the fold's own rows, fold by fold.
public struct CrossFittedChoice: Sendable, Equatable {
  public struct Fold: Sendable, Equatable {
    public let fold: Int
    public let judged: JudgedCutOff
    /// How much worse than the best cut-off that the fold itself allows, which nobody knows in advance; negative
    /// when the cut-off breaks a constraint or contacts nobody here, nil when the fold allows none.
    public let regret: Double?
  }

  /// The folds on whose complement the constraints can be met.
  public let folds: [Fold]
  /// The folds on whose complement no cut-off satisfies the constraints.
  public let infeasible: [Int]

  /// Over folds; nil when none is feasible.
  public var threshold: Spread? { Spread(folds.map(\.judged.threshold)) }
  public var value: Spread? { Spread(folds.map(\.judged.value)) }
  public var regret: Spread? { Spread(folds.compactMap(\.regret)) }
}

extension ThresholdLab {
  /// The honest value of choosing: every fold is judged at the cut-off chosen without it.
  ///
  /// Numbers of customers and money in the constraints speak of all rows and shrink with the part that is judged.
  /// Throws `Undefined` for a single fold and where the objective has no value.
  /// - Parameter folds: the fold of each row.
  public func crossFit(
    _ objective: ThresholdObjective, _ constraints: ThresholdConstraints = .none, folds: [Int]
  ) throws(Undefined) -> CrossFittedChoice {
    precondition(folds.count == scores.count)
    let names = Set(folds).sorted()
    guard names.count > 1 else { throw Undefined("cross-fitting needs at least two folds") }
    var fitted: [CrossFittedChoice.Fold] = []
    var infeasible: [Int] = []
    for name in names {
      let others = CutOffs(scores, weights: weights, values: values) { folds[$0] != name }
      let own = CutOffs(scores, weights: weights, values: values) { folds[$0] == name }
      let scaled = constraints.scaled(to: others.count / cutOffs.count)
      guard let threshold = try others.choice(objective, scaled)?.judged.threshold else {
        infeasible.append(name)
        continue
      }
      let judged = try own.judged(objective, threshold: threshold)
      let limits = constraints.scaled(to: own.count / cutOffs.count)
      var regret: Double?
      if let optimum = try own.choice(objective.searched, limits)?.judged {
        let lost = optimum.value - judged.value
        regret = objective.direction == .maximize ? lost : -lost
      }
      fitted.append(CrossFittedChoice.Fold(fold: name, judged: judged, regret: regret))
    }
    return CrossFittedChoice(folds: fitted, infeasible: infeasible)
  }

  /// Which rows are contacted when every fold acts on its own cross-fitted cut-off; nobody in infeasible folds.
  public func contacted(_ choice: CrossFittedChoice, folds: [Int]) -> [Bool] {
    let thresholds = Dictionary(uniqueKeysWithValues: choice.folds.map { ($0.fold, $0.judged.threshold) })
    return folds.indices.map { row in thresholds[folds[row]].map { scores.scores[row] >= $0 } ?? false }
  }

  /// Which rows a cut-off contacts.
  public func contacted(threshold: Double) -> [Bool] { scores.scores.map { $0 >= threshold } }
}
