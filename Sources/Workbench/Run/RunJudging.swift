internal import ChurnML

/// Makes a run's record of its stored scores: judges every point and writes `points.jsonl`, `cv_results.csv` and `predictions.csv`.
struct RunJudging: Sendable {
  let experiment: Experiment
  let plan: RunPlan
  let data: JudgedData
  let store: ScoreStore
  let entries: [String: Journal.Entry]
  /// Where the points stand whose scores were dropped after they had been judged; nil where none were.
  let judgedBefore: PointsFile?
  let jobs: Int

  /// Writes all files of the record but the record itself.
  /// - Parameter nested: nil where no outer folds were asked for.
  func write(to run: RunFolder, nested: NestedOutcome?) throws -> JudgedRun {
    var points = PointWriter(
      plan: plan, store: store, judgedBefore: judgedBefore, judge: Judge(experiment, assessment: data.assessment),
      ranking: Ranking(experiment), nodes: plan.nodes(entries), fitCPU: fitCPU(), jobs: jobs)
    let outcome = try points.write(to: run)
    let judged = JudgedRun(
      experiment: experiment, data: data, plan: plan, points: points, outcome: outcome, notes: notes(),
      nested: nested)
    guard judged.winner != nil else {
      throw WorkError("No point has a value of \(experiment.search.metric): \(firstFailure())")
    }
    try Predictions.write(to: run.file(.predictions), data.assessment, models: try judged.predictionColumns())
    if let nested {
      try Predictions.write(to: run.file(.nestedPredictions), nested.assessment, models: nested.predictionColumns)
    }
    return judged
  }

  /// The fit times of each candidate's units.
  private func fitCPU() -> [Int: [Double]] {
    var times: [Int: [Double]] = [:]
    for unit in plan.units {
      guard let entry = entries[unit.id] else { continue }
      for candidate in unit.group.candidates { times[candidate.id, default: []].append(entry.fitCPU) }
    }
    return times
  }

  /// What the data and the models had to say, each sentence once.
  private func notes() -> [String] {
    var notes = data.facts.notes.map(\.message) + [data.facts.followUp].compactMap(\.self)
    for unit in plan.units {
      for note in entries[unit.id]?.notes ?? [] {
        let line = "\(unit.group.model): \(note)"
        if !notes.contains(line) { notes.append(line) }
      }
    }
    return notes
  }

  private func firstFailure() -> String {
    plan.units.lazy.compactMap { entries[$0.id]?.failure }.first ?? "it is undefined on some fold of every point."
  }
}
