internal import ChurnML

/// Every test of one pair of models.
struct PairedTests {
  private let comparer: ModelComparer
  private let model: ModelComparer.Side
  private let reference: ModelComparer.Side
  private let differences: [Double?]
  private let correctedT: Figure<MeanDifference>
  /// One a split.
  private let delong: [Figure<DeLong>]
  private let isDeLong: Bool

  init(_ comparer: ModelComparer, _ model: ModelComparer.Side, _ reference: ModelComparer.Side) {
    self.comparer = comparer
    self.model = model
    self.reference = reference
    differences = zip(model.values.folds, reference.values.folds).map { pair in
      pair.0.flatMap { a in pair.1.map { a - $0 } }
    }
    let known = differences.compactMap { $0 }
    let isComplete = known.count == differences.count
    let reason = model.values.reason ?? reference.values.reason ?? "\(comparer.metric) has no value on some fold"
    correctedT = Figure { () throws(Undefined) in
      guard isComplete else { throw Undefined(reason) }
      guard known.count > 1 else { throw Undefined("one split has no spread over folds") }
      return try CorrelatedTTest(differences: known, testShare: comparer.testShare).difference
    }
    let pairs = zip(model.ranked.flatMap(\.folds), reference.ranked.flatMap(\.folds)).map { ($0, $1) }
    delong = pairs.map { a, b in Figure { () throws(Undefined) in try DeLong(a, b) } }
    // Folds of one split have no spread, and the area's own error is known there.
    isDeLong = comparer.metric == ROCAUC.name && (comparer.plan.primary == .delong || known.count == 1)
  }

  /// What the verdict is read from.
  var primary: Figure<MeanDifference> { isDeLong ? meanDeLong : correctedT }

  /// The difference, where it is the same in all of several splits or between equal scores.
  var constant: Double? {
    guard primary.value == nil, let first = differences.first ?? nil else { return nil }
    let isSame = differences.allSatisfy { $0 == first }
    return isSame && (differences.count > 1 || first == 0) ? first : nil
  }

  /// The mean of the folds' differences. Repeats judge the same customers again, so their variances are averaged. DeLong's
  /// variance is that of fitted models; where folds differ by more, the rest is what other training rows would change, and it
  /// counts too, as in `Assessment.widening`.
  private var meanDeLong: Figure<MeanDifference> {
    Figure { () throws(Undefined) in
      var (differences, variances): ([Double], [Double]) = ([], [])
      for figure in delong {
        switch figure {
        case .undefined(let reason): throw Undefined(reason)
        case .value(let test):
          differences.append(test.difference)
          variances.append(test.differenceVariance)
        }
      }
      guard let spread = Spread(differences), let within = Spread(variances)?.mean, within > 0 else {
        throw Undefined("both rank the customers alike, so the difference has no variance")
      }
      let count = Double(delong.count)
      let between = count > 1 ? spread.std * spread.std * count / (count - 1) : 0
      let (variance, folds) = (max(within, between), count / Double(model.ranked.count))
      return MeanDifference(mean: spread.mean, standardError: (variance / folds).squareRoot())
    }
  }

  /// At the cut-off 0.5; only the first repeat, which has every customer once.
  private var mcnemar: Figure<McNemar> {
    Figure { () throws(Undefined) in
      guard let a = model.ranked.first?.pooled, let b = reference.ranked.first?.pooled else {
        throw Undefined("no scores")
      }
      return McNemar(a, b, threshold: Self.cutOff)
    }
  }

  private static let cutOff = 0.5
}

extension PairedTests {
  func record(metric: String, holmP: Double?, basis: String, verdict: String) -> ComparisonRecord {
    ComparisonRecord(
      model: model.model, reference: reference.model, metric: metric, difference: difference, rope: comparer.plan.rope,
      primary: .init(
        test: isDeLong ? ComparisonPlan.Test.delong.rawValue : comparer.plan.primary.rawValue,
        standardError: primary.value?.standardError, df: primary.value.flatMap { $0.df.isFinite ? $0.df : nil },
        pValue: primary.value?.pValue, posterior: primary.value.map(posterior)),
      appendix: appendix, holmP: holmP, basis: basis, verdict: verdict)
  }

  private var difference: ComparisonRecord.Difference {
    let known = differences.compactMap { $0 }
    let spread = known.count == differences.count ? Spread(known) : nil
    let interval = primary.value?.interval()
    return .init(
      mean: spread?.mean, std: spread?.std, low: interval?.low, high: interval?.high, folds: differences,
      reason: spread == nil ? model.values.reason ?? reference.values.reason : primary.reason)
  }

  private func posterior(_ difference: MeanDifference) -> ComparisonRecord.Posterior {
    let rope = comparer.plan.rope
    let (below, within, above) = difference.posterior(rope: rope)
    let isHigherBetter = comparer.direction == .maximize
    return .init(
      rope: rope, pLeft: above, pRope: within, pRight: below, pModelBetter: isHigherBetter ? above : below,
      pReferenceBetter: isHigherBetter ? below : above)
  }

  private var appendix: ComparisonRecord.Appendix {
    let (t, mean, mcnemar) = (correctedT, meanDeLong, mcnemar)
    let reasons = [
      ("corrected_t", t.reason), ("bayesian", t.reason), ("delong", mean.reason), ("mcnemar", mcnemar.reason),
    ]
    return .init(
      correctedT: t.value.map { test in
        let interval = test.interval()
        return .init(
          t: test.t, df: test.df, standardError: test.standardError, low: interval.low, high: interval.high,
          pValue: test.pValue)
      },
      bayesian: t.value.map(posterior),
      delong: .init(
        mean: mean.value.map { .init(difference: $0.mean, z: $0.t, pValue: $0.pValue) },
        folds: delong.map { figure in
          figure.value.map { .init(difference: $0.difference, z: try? $0.z, pValue: try? $0.pValue) }
        }),
      mcnemar: mcnemar.value.map { .init(threshold: Self.cutOff, b: $0.b, c: $0.c, pValue: $0.pValue) },
      undefined: NamedValues(reasons.compactMap { name, reason in reason.map { (name, $0) } }))
  }
}
