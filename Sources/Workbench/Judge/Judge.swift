internal import ChurnML

/// Turns out-of-fold scores into metrics and cross-fitted cut-offs.
struct Judge: Sendable {
  let assessment: Assessment
  let objectives: [ThresholdObjective]
  let capacity: ThresholdConstraints.Capacity?

  init(_ experiment: Experiment, assessment: Assessment) {
    self.assessment = assessment
    objectives = experiment.judgedObjectives
    capacity = experiment.thresholds.capacity?.constraint
  }

  private init(
    assessment: Assessment, objectives: [ThresholdObjective], capacity: ThresholdConstraints.Capacity?
  ) {
    self.assessment = assessment
    self.objectives = objectives
    self.capacity = capacity
  }

  func point(_ candidate: Candidate, _ scores: StoredScores) -> PointRecord {
    let ranked = assessment.ranked(scores.probabilities)
    return PointRecord(
      id: candidate.id, model: candidate.model, params: candidate.parametersJSON, metrics: metrics(ranked),
      thresholds: thresholds(ranked), scoresDigest: candidate.model == RandomForest.name ? scores.digest : nil,
      status: .ok, error: nil, rank: nil)
  }

  static func failed(_ candidate: Candidate, _ reason: String) -> PointRecord {
    PointRecord(
      id: candidate.id, model: candidate.model, params: candidate.parametersJSON, metrics: NamedValues(),
      thresholds: NamedValues(), scoresDigest: nil, status: .failed, error: reason, rank: nil)
  }

  /// What points are ranked by: a metric over folds, or an objective's cross-fitted value.
  func figure(_ name: String, _ scores: StoredScores) -> FoldFigure {
    let ranked = assessment.ranked(scores.probabilities)
    if let objective = objectives.first(where: { $0.name == name }) {
      let only = Judge(assessment: assessment, objectives: [objective], capacity: capacity)
      if let value = only.thresholds(ranked)[name]?.value { return value }
    }
    return Judge.figure(MetricCatalogue.metric(named: name) ?? ROCAUC(), ranked.flatMap(\.folds))
  }

  static func figure(_ metric: any Metric, _ folds: [RankedScores]) -> FoldFigure {
    FoldFigure(folds.map { fold in Result { () throws(Undefined) -> Double in try metric.value(of: fold) } })
  }

  func metrics(_ ranked: [RankedFolds]) -> NamedValues<FoldFigure> {
    let folds = ranked.flatMap(\.folds)
    return NamedValues(
      MetricCatalogue.all.map { metric in (type(of: metric).name, Self.figure(metric, folds)) })
  }

  func thresholds(_ ranked: [RankedFolds]) -> NamedValues<ThresholdRecord> {
    let rounds = ranked.map(crossFit)
    return NamedValues(
      objectives.enumerated().map { index, objective in
        (objective.name, threshold(objective, rounds.map { $0[index] }))
      })
  }

  private func threshold(
    _ objective: ThresholdObjective, _ rounds: [Result<CrossFittedThreshold, Undefined>]
  ) -> ThresholdRecord {
    var thresholds: [Result<Double, Undefined>] = []
    var values: [Result<Double, Undefined>] = []
    for round in rounds {
      do throws(Undefined) {
        let fitted = try round.get()
        thresholds += fitted.thresholds.map { .success($0) }
        values += fitted.values.map { value in
          value.map { .success($0) } ?? .failure(Undefined("\(objective.name) has no value on some fold"))
        }
      } catch {
        thresholds.append(.failure(error))
        values.append(.failure(error))
      }
    }
    return ThresholdRecord(threshold: FoldFigure(thresholds), value: FoldFigure(values))
  }

  /// Of every objective, walking the ranking once; one by one where some objective has no value, so that the others keep theirs.
  private func crossFit(_ round: RankedFolds) -> [Result<CrossFittedThreshold, Undefined>] {
    if let fitted = try? round.crossFit(objectives, capacity: capacity) { return fitted.map { .success($0) } }
    return objectives.map { objective in
      Result { () throws(Undefined) -> CrossFittedThreshold in try round.crossFit([objective], capacity: capacity)[0] }
    }
  }
}
