internal import ChurnML

/// Every outer fold judged: what the record's section `nested` is put together from.
struct NestedOutcome: Sendable {
  struct Judged: Sendable {
    let model: OuterModel
    let verdict: OuterJudge.Verdict
  }

  struct Fold: Sendable {
    let search: OuterSearch
    /// In the order of models, those that have a point.
    let models: [Judged]

    subscript(model: String) -> Judged? { models.first { $0.model.name == model } }
  }

  let experiment: Experiment
  let judge: OuterJudge
  /// Of the outer splits.
  let assessment: Assessment
  let folds: [Fold]
  let fits: NestedStudy.Fits
  let customers: ResampledCustomers
  let jobs: Int

  private var metric: String { experiment.search.metric }

  /// What the digest of a run covers of it: the scores of every inner forest point, which are exact.
  var digestLines: [String] {
    folds.flatMap { fold in
      let place = "outer \(fold.search.plan.split.repeat) \(fold.search.plan.split.fold)"
      return fold.search.entries.compactMap { entry in
        entry.scoresDigest.map { "\(place) \(entry.candidate.canonicalParameters) \($0)" }
      }
    }
  }

  /// The columns of `nested_predictions.csv`: models that could be fitted in every outer fold, one list a fold.
  var predictionColumns: [(name: String, scores: [[Double]])] {
    experiment.models.compactMap { model in scores(of: model.name).map { (model.name, $0) } }
  }

  private func scores(of model: String) -> [[Double]]? {
    let scores = folds.map { $0[model]?.model.outer.value }
    return scores.contains { $0 == nil } ? nil : scores.compactMap(\.self)
  }

  /// A model's outer scores as a side of a comparison; nil where it has none in some outer fold.
  func side(_ model: String) -> ModelComparer.Side? {
    scores(of: model).map { scores in
      .init(model: model, values: FoldFigure(outerValues { $0[model] }), ranked: assessment.ranked(scores))
    }
  }

  private func outerValues(_ judged: (Fold) -> Judged?) -> [Result<Double, Undefined>] {
    folds.map { fold in
      guard let judged = judged(fold) else { return .failure(Undefined("no point could be chosen in an outer fold")) }
      return judge.value(metric, judged.verdict).result
    }
  }

  private static func winner(_ fold: Fold) -> Judged? { fold.search.winner.flatMap { fold[$0.candidate.model] } }
}

extension NestedOutcome {
  func record() -> NestedRecord {
    let plan = experiment.outerResampling ?? experiment.resampling
    return NestedRecord(
      method: plan.method, folds: Set(assessment.splits.map(\.fold)).count, repeats: assessment.repeats.count,
      metric: metric, rule: experiment.search.rule.rawValue, fitsPlanned: fits.planned, fitsRun: fits.run,
      fitsReused: fits.reused, pair: pair(Self.winner),
      models: NamedValues(experiment.models.map { ($0.name, model($0.name)) }),
      outerFolds: folds.indices.map(outerFold), note: NestedRecord.note)
  }

  private func model(_ name: String) -> NestedRecord.Model {
    NestedRecord.Model(
      pair: pair { $0[name] },
      metrics: NamedValues(
        MetricCatalogue.all.map { metric in (type(of: metric).name, figure(metric, name) { $0.ranked }) }),
      thresholds: NamedValues(
        judge.objectives.enumerated().map { index, objective in (objective.name, threshold(index, name)) }),
      calibrated: experiment.calibration.method == .none
        ? nil
        : NamedValues(
          [LogLoss(), Brier(), ExpectedCalibrationError()].map { (metric: any Metric) in
            (type(of: metric).name, figure(metric, name) { $0.calibrated ?? .undefined("no calibrator") })
          }))
  }

  private func figure(
    _ metric: any Metric, _ model: String, _ ranked: (OuterJudge.Verdict) -> Figure<RankedScores>
  ) -> FoldFigure {
    FoldFigure(
      verdicts(model).map { verdict in
        verdict.flatMap { (verdict) throws(Undefined) in
          switch ranked(verdict) {
          case .undefined(let reason): throw Undefined(reason)
          case .value(let ranked): return try metric.value(of: ranked)
          }
        }.result
      })
  }

  private func verdicts(_ model: String) -> [Figure<OuterJudge.Verdict>] {
    folds.map { fold in
      fold[model].map { .value($0.verdict) } ?? .undefined("\(model) has no point in an outer fold")
    }
  }

  private func threshold(_ objective: Int, _ model: String) -> ThresholdRecord {
    let verdicts = verdicts(model)
    return ThresholdRecord(
      threshold: FoldFigure(
        verdicts.map { verdict in
          verdict.flatMap { (verdict) throws(Undefined) in try verdict.thresholds[objective].get() }.result
        }),
      value: FoldFigure(
        verdicts.map { verdict in
          verdict.flatMap { (verdict) throws(Undefined) in try judge.value(objective, verdict).get() }.result
        }))
  }

  private func pair(_ judged: (Fold) -> Judged?) -> NestedRecord.Pair {
    let inner = FoldFigure(
      folds.map { fold in
        judged(fold)?.model.choice.chosen.value.map { .success($0) }
          ?? .failure(Undefined("no point could be chosen in an outer fold"))
      })
    let outer = FoldFigure(outerValues(judged))
    return .init(
      innerBest: inner, outer: outerFigure(outer, judged), difference: NestedRecord.Difference(inner, outer, testShare))
  }

  /// Rows judged over rows learned from, of an average outer fold.
  private var testShare: Double { assessment.testShare(rows: judge.rows) }

  private func outerFigure(_ figure: FoldFigure, _ judged: (Fold) -> Judged?) -> NestedRecord.OuterFigure {
    let interval = figure.mean == nil ? nil : interval(figure, folds.map(judged))
    return .init(
      mean: figure.mean, std: figure.std, low: interval?.low, high: interval?.high, folds: figure.folds,
      reason: figure.reason)
  }

  /// Percentiles over resamples of customers of the mean over outer folds, widened by what other training rows would change.
  private func interval(_ figure: FoldFigure, _ judged: [Judged?]) -> (low: Double, high: Double)? {
    let splits = assessment.splits
    let values = concurrentMap(count: judged.count, jobs: jobs) { index -> [Double] in
      guard let verdict = judged[index]?.verdict, let ranked = verdict.ranked.value else { return [] }
      return judge.values(metric, verdict, customers.scores(ranked, rows: splits[index].assessment))
    }
    let means = (0..<customers.resamples.count).compactMap { resample in
      Spread(values.compactMap { $0.isEmpty || $0[resample].isNaN ? nil : $0[resample] })?.mean
    }
    guard let interval = means.percentileInterval, let center = figure.mean else { return nil }
    let widening = assessment.widening(of: means, standardError: figure.standardError)
    return (center + (interval.low - center) * widening, center + (interval.high - center) * widening)
  }

  private func outerFold(_ index: Int) -> NestedRecord.OuterFold {
    let fold = folds[index]
    let winner = Self.winner(fold)
    func outer(_ judged: Judged?) -> Double? { judged.flatMap { judge.value(metric, $0.verdict).value } }
    let (inner, outside) = (winner?.model.choice.chosen.value, outer(winner))
    return .init(
      repeat: assessment.splits[index].repeat, fold: assessment.splits[index].fold,
      rows: assessment.labels[index].count, positives: assessment.labels[index].reduce(0) { $0 + Int($1) },
      selected: winner.map { RunRecord.Selection($0.model.choice, fold.search.ranking) },
      innerBest: inner, outer: outside, difference: inner.flatMap { inner in outside.map { inner - $0 } },
      models: NamedValues(
        fold.models.map { judged in
          let chosen = judged.model.choice.chosen
          return (
            judged.model.name,
            .init(
              point: chosen.candidate.id, params: chosen.candidate.parametersJSON, innerBest: chosen.value,
              outer: outer(judged))
          )
        }))
  }
}

extension OuterJudge {
  /// The figure that points are ranked by, on the rows of every resample; NaN where it has no value.
  func values(_ metric: String, _ verdict: Verdict, _ scores: ResampledScores) -> [Double] {
    guard let index = objectives.firstIndex(where: { $0.name == metric }) else {
      return scores.values(of: MetricCatalogue.metric(named: metric) ?? ROCAUC())
    }
    guard let threshold = verdict.thresholds[index].value else { return [] }
    return (0..<scores.count).map { resample in
      (try? objectives[index].value(of: Confusion(scores.drawn(resample), threshold: threshold))) ?? .nan
    }
  }
}

extension NestedRecord.Difference {
  init(_ inner: FoldFigure, _ outer: FoldFigure, _ testShare: Double) {
    let differences = zip(inner.folds, outer.folds).map { a, b in a.flatMap { a in b.map { a - $0 } } }
    let known = differences.compactMap(\.self)
    let isComplete = known.count == differences.count
    let spread = isComplete ? Spread(known) : nil
    let test = Figure { () throws(Undefined) in
      guard isComplete else { throw Undefined(inner.reason ?? outer.reason ?? "an outer fold has no value") }
      return try CorrelatedTTest(differences: known, testShare: testShare).difference
    }
    let interval = test.value?.interval()
    self.init(
      mean: spread?.mean, std: spread?.std, standardError: test.value?.standardError, df: test.value?.df,
      low: interval?.low, high: interval?.high, folds: differences, reason: test.reason)
  }
}

extension Figure {
  func get() throws(Undefined) -> Value {
    switch self {
    case .value(let value): return value
    case .undefined(let reason): throw Undefined(reason)
    }
  }

  var result: Result<Value, Undefined> {
    switch self {
    case .value(let value): .success(value)
    case .undefined(let reason): .failure(Undefined(reason))
    }
  }
}
