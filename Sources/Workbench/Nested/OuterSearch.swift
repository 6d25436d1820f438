internal import ChurnML

/// The search of one outer fold, judged on its inner folds, and what the rule chose of it.
struct OuterSearch: Sendable {
  let plan: OuterPlan
  /// Of the inner splits.
  let judge: Judge
  let ranking: Ranking
  let store: ScoreStore
  /// Every candidate's.
  let entries: [Ranking.Entry]
  /// Of each model that has a point, in the models' order.
  let choices: [Ranking.Choice]

  /// - Parameter journal: has an entry for each unit of the search.
  init(
    _ plan: OuterPlan, _ experiment: Experiment, _ data: JudgedData, _ run: RunFolder,
    journal: [String: Journal.Entry], jobs: Int
  ) throws(WorkError) {
    self.plan = plan
    let judge = Judge(experiment, assessment: Assessment(plan.search.splits, labels: data.rows.labels))
    let ranking = Ranking(experiment)
    let nodes = plan.search.nodes(journal)
    var store = try ScoreStore(plan.search, run, entries: journal)
    func judged(_ candidates: [Candidate]) throws(WorkError) -> [Ranking.Entry] {
      try concurrentMap(count: candidates.count, jobs: jobs) { [store] index throws(WorkError) in
        let candidate = candidates[index]
        guard store.failure(of: candidate) == nil else { return Ranking.Entry(candidate: candidate, value: nil) }
        let scores = try store.scores(of: candidate)
        let figure = judge.figure(ranking.metric, scores)
        return Ranking.Entry(
          candidate: candidate, value: figure.mean, standardError: figure.standardError, nodes: nodes[candidate.id],
          scoresDigest: candidate.model == RandomForest.name ? scores.digest : nil)
      }
    }
    var entries = try judged(plan.search.candidates.filter { !$0.isMean })
    for mean in plan.search.candidates where mean.isMean {
      store.define(mean) { model in ranking.chosen(entries.filter { $0.candidate.model == model })?.candidate }
      entries += try judged([mean])
    }
    choices = experiment.models.compactMap { model in
      ranking.choice(entries.filter { $0.candidate.model == model.name })
    }
    self.judge = judge
    self.ranking = ranking
    self.store = store
    self.entries = entries
  }

  /// What the whole procedure would have shipped.
  var winner: Ranking.Entry? { ranking.best(choices.map(\.chosen)) }

  /// The fits still needed: of each chosen point that is no mean.
  var refits: [Unit] { choices.map(\.chosen.candidate).filter { !$0.isMean }.map(plan.refit) }

  /// Each model on the outer assessment rows.
  func models(_ run: RunFolder, journal: [String: Journal.Entry]) throws(WorkError) -> [OuterModel] {
    var models: [OuterModel] = []
    for choice in choices {
      let candidate = choice.chosen.candidate
      models.append(
        OuterModel(
          choice: choice, inner: try store.scores(of: candidate).probabilities,
          outer: try outerScores(candidate, run, journal)))
    }
    return models
  }

  private func outerScores(
    _ candidate: Candidate, _ run: RunFolder, _ journal: [String: Journal.Entry]
  ) throws(WorkError) -> Figure<[Double]> {
    if candidate.isMean {
      let parts = choices.map(\.chosen.candidate).filter {
        candidate.parameters["of"]?.names.contains($0.model) ?? false
      }
      var scores: [[Double]] = []
      for part in parts {
        switch try outerScores(part, run, journal) {
        case .undefined(let reason): return .undefined(reason)
        case .value(let values): scores.append(values)
        }
      }
      return .value(MeanModel.mean(of: scores))
    }
    let unit = plan.refit(candidate)
    guard let entry = journal[unit.id] else { throw WorkError("\(run.path) has no scores of unit \(unit.id).") }
    if let failure = entry.failure { return .undefined(failure) }
    let rows = unit.split.assessment.count
    let file = try ScoreFile(run.scores(of: unit.id), candidates: 1, rows: rows)
    let stored = try file.scores(of: 0, rows: 0..<rows)
    return .value(StoredScores(divisor: stored.divisor, words: [stored.words]).probabilities[0])
  }
}

/// A model in one outer fold: the point that the inner folds chose, and how it did there and on rows it never saw.
struct OuterModel: Sendable {
  let choice: Ranking.Choice
  /// Out of fold, one list an inner split.
  let inner: [[Double]]
  /// One score an outer assessment row; or why the chosen point could not be fitted.
  let outer: Figure<[Double]>

  var name: String { choice.chosen.candidate.model }
}
