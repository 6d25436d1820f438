internal import ChurnML

/// Compares models with the reference on the same rows: the experiment's primary test, the others beside it, and a verdict.
struct ModelComparer {
  let plan: ComparisonPlan
  /// Of the figures compared.
  let metric: String
  let direction: MetricDirection
  /// Of the data; customers, not lines of scores.
  let rows: Int
  /// Rows judged over rows fitted, of an average split.
  let testShare: Double

  /// One side: a figure for each split, and the scores it is of.
  struct Side {
    let model: String
    let values: FoldFigure
    /// By repeat, then fold.
    let ranked: [RankedFolds]
  }

  /// One record for each model, in their order; p-values are corrected for all of them.
  /// - Parameter basis: how the sides were chosen, for each model.
  func compare(_ models: [(side: Side, basis: String)], with reference: Side) -> [ComparisonRecord] {
    let tests = models.map { PairedTests(self, $0.side, reference) }
    let adjusted = holmAdjusted(tests.map { $0.primary.value?.pValue })
    return tests.indices.map { index in
      tests[index].record(
        metric: metric, holmP: adjusted[index], basis: models[index].basis,
        verdict: verdict(tests[index], adjusted[index], model: models[index].side.model, reference: reference.model))
    }
  }

  private func verdict(_ tests: PairedTests, _ adjusted: Double?, model: String, reference: String) -> String {
    if let constant = tests.constant {
      return words(PracticalVerdict(constant: constant, rope: plan.rope), model, reference)
    }
    switch tests.primary {
    case .undefined(let reason): return "cannot tell: \(reason)"
    case .value(let difference):
      let p = adjusted ?? 1
      let verdict =
        plan.primary == .bayesianT
        ? PracticalVerdict(
          posterior: difference, rope: plan.rope, probability: plan.probability, adjustedP: p, rows: rows)
        : PracticalVerdict(interval: difference, rope: plan.rope, adjustedP: p, rows: rows)
      return words(verdict, model, reference)
    }
  }

  private func words(_ verdict: PracticalVerdict, _ model: String, _ reference: String) -> String {
    switch verdict {
    case .noDifference: "no difference that matters"
    case .higher: "\(direction == .maximize ? model : reference) better"
    case .lower: "\(direction == .maximize ? reference : model) better"
    case .cannotTell(let rows?):
      "cannot tell; a difference at the edge of the region would need about \(Self.rounded(rows)) rows"
    case .cannotTell(nil): "cannot tell; the difference is about as large as the region's edge"
    }
  }

  /// To two digits, upwards: it is an estimate.
  private static func rounded(_ rows: Int) -> Int {
    var unit = 1
    while rows / unit >= 100 { unit *= 10 }
    return (rows + unit - 1) / unit * unit
  }
}
