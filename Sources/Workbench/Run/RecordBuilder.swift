internal import ChurnML

/// Puts `results.json` together from the judged points.
struct RecordBuilder {
  let experiment: Experiment
  let data: LoadedData
  let plan: RunPlan
  let points: PointWriter
  let outcome: PointWriter.Outcome

  private static let kept = 50

  func record(runID: String, engine: RunRecord.EngineSection, digest: String, notes: [String]) -> RunRecord? {
    guard let best = points.ranking.best(outcome.entries)?.candidate else { return nil }
    let models = experiment.models.compactMap { bestCandidate(of: $0.name) }
    let selected = bestCandidate(of: RandomForest.name) ?? best
    return RunRecord(
      schema: RunRecord.schema, runID: runID, resultsDigest: digest,
      experiment: .init(name: experiment.name, configDigest: experiment.configDigest, seed: experiment.seed),
      data: .init(
        rows: data.dataset.rows, columns: data.table.columns.count, features: data.dataset.features.count,
        positives: data.dataset.positives, digest: data.dataset.digest),
      resampling: .init(
        method: experiment.resampling.method, folds: Set(data.splits.map(\.fold)).count,
        repeats: Set(data.splits.map(\.repeat)).count, splitsDigest: data.splitsDigest),
      engine: engine, winner: selection(best), selected: selection(selected),
      models: NamedValues(models.map { ($0.model, model($0)) }),
      comparisons: models.filter { $0.model != experiment.reference }.compactMap(comparison),
      thresholds: thresholds(selected), notes: notes, points: bestPoints())
  }

  /// The best point of a model; nil when all of them failed.
  func bestCandidate(of model: String) -> Candidate? {
    points.ranking.best(outcome.entries.filter { $0.candidate.model == model })?.candidate
  }

  private func selection(_ candidate: Candidate) -> RunRecord.Selection {
    .init(point: candidate.id, model: candidate.model, rule: "best", params: candidate.parametersJSON)
  }

  private func bestPoints() -> [PointRecord] {
    let order = plan.candidates.sorted {
      (outcome.ranks[$0.id] ?? .max, $0.id) < (outcome.ranks[$1.id] ?? .max, $1.id)
    }
    return order.prefix(Self.kept).map { candidate in
      var point = points.point(candidate)
      point.rank = outcome.ranks[candidate.id]
      return point
    }
  }

  private func model(_ candidate: Candidate) -> ModelRecord {
    let scores = points.store.scores(of: candidate)
    let metrics = points.judge.metrics(points.judge.assessment.ranked(scores))
    return ModelRecord(
      point: candidate.id, params: candidate.parametersJSON,
      outOfFold: NamedValues(metrics.members.map { ($0.name, $0.value.mean) }),
      outOfFoldStd: NamedValues(metrics.members.map { ($0.name, $0.value.std) }),
      atThreshold: atThreshold(points.judge.assessment.pooled(scores)))
  }

  /// The objective the run acts on: the search's, if it is one, else the first listed.
  private var objective: ThresholdObjective? {
    points.judge.objectives.first { $0.name == experiment.search.metric } ?? points.judge.objectives.first
  }

  private func atThreshold(_ scores: RankedScores) -> ModelRecord.AtThreshold? {
    guard let objective, let chosen = try? objective.best(in: scores) else { return nil }
    let confusion = chosen.confusion
    return .init(
      objective: objective.name, threshold: chosen.threshold,
      confusion: .init(
        tp: Int(confusion.tp), fp: Int(confusion.fp), fn: Int(confusion.fn), tn: Int(confusion.tn)),
      precision: try? confusion.precision, recall: try? confusion.recall, f1: try? confusion.f1,
      accuracy: try? confusion.accuracy)
  }

  private func comparison(_ candidate: Candidate) -> ComparisonRecord? {
    guard let reference = bestCandidate(of: experiment.reference) else { return nil }
    let metric = points.ranking.metric
    guard let a = points.point(candidate).figure(metric), let b = points.point(reference).figure(metric) else {
      return nil
    }
    let differences = zip(a.folds, b.folds).map { x, y -> Result<Double, Undefined> in
      guard let x, let y else { return .failure(Undefined("\(metric) has no value on some fold")) }
      return .success(x - y)
    }
    return ComparisonRecord(
      model: candidate.model, reference: reference.model, metric: metric, difference: FoldFigure(differences))
  }

  private func thresholds(_ candidate: Candidate) -> NamedValues<ChosenThresholdRecord> {
    let scores = points.store.scores(of: candidate)
    let pooled = points.judge.assessment.pooled(scores)
    let crossFitted = points.judge.thresholds(points.judge.assessment.ranked(scores))
    return NamedValues(
      points.judge.objectives.map { objective in
        let chosen = try? objective.best(in: pooled)
        return (
          objective.name,
          ChosenThresholdRecord(
            threshold: chosen?.threshold, value: chosen?.value, crossFitted: crossFitted[objective.name])
        )
      })
  }
}
