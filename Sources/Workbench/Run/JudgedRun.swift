internal import ChurnML

/// Every point judged: what `results.json` is put together from.
struct JudgedRun {
  let experiment: Experiment
  let data: JudgedData
  let plan: RunPlan
  let points: PointWriter
  let outcome: PointWriter.Outcome
  let notes: [String]
  /// nil where no outer folds were asked for.
  let nested: NestedOutcome?

  private static let kept = 50

  /// The chosen point of each model that has one, in the models' order.
  var choices: [Ranking.Choice] { experiment.models.compactMap { choice(of: $0.name) } }

  /// The chosen points of the models, as candidates.
  var bestOfModels: [Candidate] { choices.map(\.chosen.candidate) }

  /// The choice of the model that leads; nil when no point has a value of the search's metric.
  var winner: Ranking.Choice? {
    let best = points.ranking.best(choices.map(\.chosen))
    return choices.first { $0.chosen.candidate.id == best?.candidate.id }
  }

  /// - Parameter moreNotes: words that are not of the data or of the search's models.
  func record(
    runID: String, engine: RunRecord.EngineSection, cost: RunRecord.CostSection, scores: RunRecord.ScoresSection,
    moreNotes: [String] = []
  ) throws -> RunRecord {
    guard let winner else { throw WorkError("No point has a value of \(experiment.search.metric).") }
    let models = bestOfModels
    let records = try models.map { ($0.model, try model($0)) }
    let selected = choice(of: RandomForest.name) ?? winner
    let decisions = try RunDecisions(
      experiment, points.judge, calibratedModels(), selected: selected.chosen.candidate.model, jobs: points.jobs)
    return RunRecord(
      schema: RunRecord.schema, runID: runID, resultsDigest: digest,
      experiment: .init(name: experiment.name, configDigest: experiment.configDigest, seed: experiment.seed),
      data: .init(
        rows: data.facts.rows, columns: data.facts.columns.count, features: data.facts.features.features.count,
        positives: data.facts.positives, withoutFollowUp: data.facts.withoutFollowUp, digest: data.facts.digest),
      alarms: data.facts.alarms + tooGood(records),
      resampling: .init(
        method: experiment.resampling.method, folds: Set(plan.splits.map(\.fold)).count,
        repeats: Set(plan.splits.map(\.repeat)).count, splitsDigest: data.splitsDigest),
      search: .init(
        method: experiment.search.method.name, metric: experiment.search.metric,
        varied: NamedValues(experiment.models.map { ($0.name, plan.varied($0.name)) })),
      engine: engine, cost: cost, scores: scores, winner: .init(winner, points.ranking),
      selected: .init(selected, points.ranking),
      models: NamedValues(records), nested: nested?.record(),
      biasCorrected: try BiasCorrection(self, isCapped: scores.dropped > 0).record(),
      comparisons: try comparisons(models),
      thresholds: decisions.thresholds, calibration: decisions.calibration, campaign: decisions.campaign,
      bands: decisions.bands, notes: notes + decisions.notes + moreNotes, points: try bestPoints())
  }

  private var digest: String {
    ResultsDigest.hex(
      data: data.facts.digest, splits: data.splitsDigest, seed: experiment.seed,
      forestPoints: outcome.entries.compactMap { entry in entry.scoresDigest.map { (entry.candidate, $0) } },
      nested: nested?.digestLines ?? [])
  }

  /// What the rule chose of a model's points; nil when all of them failed.
  func choice(of model: String) -> Ranking.Choice? {
    points.ranking.choice(outcome.entries.filter { $0.candidate.model == model })
  }

  private func bestPoints() throws -> [PointRecord] {
    let order = plan.candidates.sorted {
      (outcome.ranks[$0.id] ?? .max, $0.id) < (outcome.ranks[$1.id] ?? .max, $1.id)
    }
    return try order.prefix(Self.kept).map { candidate in
      var point = try points.point(candidate)
      point.rank = outcome.ranks[candidate.id]
      return point
    }
  }

  private func model(_ candidate: Candidate) throws -> ModelRecord {
    let scores = try points.store.scores(of: candidate).probabilities
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

  /// Every repeat has all customers once.
  private var capacity: ThresholdConstraints.Capacity? {
    points.judge.capacity?.scaled(to: Double(points.judge.assessment.repeats.count))
  }

  private func atThreshold(_ scores: RankedScores) -> ModelRecord.AtThreshold? {
    guard let objective, let chosen = try? objective.best(in: scores, capacity: capacity) else { return nil }
    let confusion = chosen.confusion
    return .init(
      objective: objective.name, threshold: chosen.threshold,
      confusion: .init(
        tp: Int(confusion.tp), fp: Int(confusion.fp), fn: Int(confusion.fn), tn: Int(confusion.tn)),
      precision: try? confusion.precision, recall: try? confusion.recall, f1: try? confusion.f1,
      accuracy: try? confusion.accuracy)
  }
}
