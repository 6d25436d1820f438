internal import ChurnML

/// Judges on outer rows what was chosen on inner ones: cut-offs and calibrators too see nothing but the inner folds' scores.
struct OuterJudge: Sendable {
  let experiment: Experiment
  let objectives: [ThresholdObjective]
  let capacity: ThresholdConstraints.Capacity?
  /// Of the data.
  let rows: Int

  init(_ experiment: Experiment, rows: Int) {
    self.experiment = experiment
    objectives = experiment.judgedObjectives
    capacity = experiment.thresholds.capacity?.constraint
    self.rows = rows
  }

  /// One model on one outer fold.
  struct Verdict: Sendable {
    let ranked: Figure<RankedScores>
    /// For each objective the cut-off that is best on the inner folds' scores.
    let thresholds: [Figure<Double>]
    /// The outer scores through the calibrator fitted to the inner ones; nil where none is asked for.
    let calibrated: Figure<RankedScores>?
  }

  func judge(_ model: OuterModel, search: OuterSearch, labels: [UInt8]) -> Verdict {
    let inner = search.judge.assessment.pooled(model.inner)
    let room = capacity?.scaled(to: Double(inner.count) / Double(rows))
    let ranked = model.outer.map { RankedScores(labels: labels, scores: $0) }
    return Verdict(
      ranked: ranked,
      thresholds: objectives.map { objective in
        Figure { () throws(Undefined) in try objective.best(in: inner, capacity: room).threshold }
      },
      calibrated: experiment.calibration.method.calibrator.map { calibrator in
        model.outer.flatMap { (scores) throws(Undefined) in
          let fitted = try calibrator.init(fittedTo: inner)
          return RankedScores(labels: labels, scores: scores.map(fitted.probability))
        }
      })
  }

  /// The figure that points are ranked by, on outer rows.
  func value(_ metric: String, _ verdict: Verdict) -> Figure<Double> {
    if let index = objectives.firstIndex(where: { $0.name == metric }) { return value(index, verdict) }
    let metric = MetricCatalogue.metric(named: metric) ?? ROCAUC()
    return verdict.ranked.flatMap { (ranked) throws(Undefined) in try metric.value(of: ranked) }
  }

  /// An objective's value at the cut-off chosen on the inner folds.
  func value(_ objective: Int, _ verdict: Verdict) -> Figure<Double> {
    verdict.thresholds[objective].flatMap { (threshold) throws(Undefined) in
      switch verdict.ranked {
      case .undefined(let reason): throw Undefined(reason)
      case .value(let ranked): return try objectives[objective].value(of: Confusion(ranked, threshold: threshold))
      }
    }
  }
}
