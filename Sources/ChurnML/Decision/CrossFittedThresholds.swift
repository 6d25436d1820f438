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
  /// The folds' shared ranking is walked once a fold; each place where the other folds' counts change is a
  /// candidate, and the fold's own counts at the same place judge the choice.
  /// Throws where an objective has no value on the other folds, for instance when only one fold holds churners, and
  /// for `bayes`, which is not chosen on rows.
  /// - Parameter capacity: how many of all folds' customers may be contacted; each part has its share of a number.
  public func crossFit(
    _ objectives: [ThresholdObjective], capacity: ThresholdConstraints.Capacity? = nil
  ) throws(Undefined) -> [CrossFittedThreshold] {
    guard folds.count > 1 else { throw Undefined("cross-fitting needs at least two folds") }
    var choices = [[FoldChoice]](repeating: [], count: objectives.count)
    for fold in folds.indices {
      let candidates = FoldCandidates(self, fold: fold)
      for (index, objective) in objectives.enumerated() {
        choices[index].append(try candidates.best(objective, capacity))
      }
    }
    return zip(objectives, choices).map { objective, choices in
      CrossFittedThreshold(
        thresholds: choices.map { pooled.threshold[$0.group] },
        values: choices.map { choice in try? objective.value(of: choice.own) },
        confusions: choices.map(\.own))
    }
  }
}

private struct FoldChoice {
  let group: Int
  let own: Confusion
}

/// The cut-offs that can be best on the other folds' rows, from the highest, and what each does there and on the fold.
private struct FoldCandidates {
  private struct Candidate {
    var others = Counts()
    var own = Counts()
    /// In the pooled ranking.
    var group: Int32 = 0
  }

  private struct Counts {
    var contacted: Int32 = 0
    var churners: Int32 = 0

    @inline(__always)
    mutating func add(_ churner: Bool) {
      contacted += 1
      churners += churner ? 1 : 0
    }

    @inline(__always)
    func confusion(positives: Double, count: Double) -> Confusion {
      Confusion(tp: Double(churners), contacted: Double(contacted), positives: positives, count: count)
    }
  }

  private let candidates: [Candidate]
  private let all: RankedScores
  private let own: RankedScores

  init(_ ranked: RankedFolds, fold: Int) {
    all = ranked.pooled
    own = ranked.folds[fold]
    var candidates: [Candidate] = []
    candidates.reserveCapacity(all.threshold.count)
    var here = Candidate()
    var churners: Int32 = 0
    for place in ranked.places {
      if place.fold == fold { here.own.add(place.churner) } else { here.others.add(place.churner) }
      guard place.endsGroup else { continue }
      // Contacting stayers alone improves no objective, so a cut-off just below them is never better than the one above.
      if here.others.churners > churners || (candidates.isEmpty && here.others.contacted > 0) {
        candidates.append(here)
        churners = here.others.churners
      }
      here.group += 1
    }
    self.candidates = candidates
  }

  func best(
    _ objective: ThresholdObjective, _ capacity: ThresholdConstraints.Capacity?
  ) throws(Undefined) -> FoldChoice {
    if case .bayes = objective { throw Undefined("t* is not chosen on rows") }
    let positives = Double(all.positives - own.positives)
    let count = Double(all.count - own.count)
    guard var chosen = candidates.first else { throw Undefined("the other folds are empty") }
    let room = (capacity?.scaled(to: count / Double(all.count)).room(of: count) ?? .infinity) * (1 + 1e-12)
    guard Double(chosen.others.contacted) <= room else { throw Undefined("no cut-off keeps to the capacity") }
    var bar = -Double.infinity
    for candidate in candidates where Double(candidate.others.contacted) <= room {
      let score = try objective.score(of: candidate.others.confusion(positives: positives, count: count))
      if score > bar {
        chosen = candidate
        bar = ThresholdObjective.bar(above: score)
      }
    }
    return FoldChoice(
      group: Int(chosen.group),
      own: chosen.own.confusion(positives: Double(own.positives), count: Double(own.count)))
  }
}
