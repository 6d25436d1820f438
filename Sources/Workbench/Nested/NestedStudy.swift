internal import ChurnML

/// Nested cross-validation of a run, from its stored scores (Stone 1974; Varma and Simon 2006): in each outer fold the whole search
/// is done anew, and what it chooses is judged on the rows it never saw.
struct NestedStudy: Sendable {
  let experiment: Experiment
  let plan: RunPlan
  let data: JudgedData
  let run: RunFolder
  let jobs: Int

  /// How many forests were fitted.
  struct Fits: Sendable {
    let planned: Int
    let run: Int
    let reused: Int
  }

  /// - Parameter journal: has an entry for each unit of the searches.
  func searches(_ journal: [String: Journal.Entry]) throws(WorkError) -> [OuterSearch] {
    var searches: [OuterSearch] = []
    for outer in plan.outer {
      searches.append(try OuterSearch(outer, experiment, data, run, journal: journal, jobs: jobs))
    }
    return searches
  }

  /// - Parameter journal: has an entry for each unit of the searches and of the fits they chose.
  func outcome(
    _ searches: [OuterSearch], journal: [String: Journal.Entry], fits: Fits
  ) throws(WorkError) -> NestedOutcome? {
    guard !searches.isEmpty else { return nil }
    var folds: [NestedOutcome.Fold] = []
    let judge = OuterJudge(experiment, rows: data.facts.rows)
    let assessment = Assessment(searches.map(\.plan.split), labels: data.rows.labels)
    for (index, search) in searches.enumerated() {
      var models: [NestedOutcome.Judged] = []
      for model in try search.models(run, journal: journal) {
        let verdict = judge.judge(model, search: search, labels: assessment.labels[index])
        models.append(.init(model: model, verdict: verdict))
      }
      folds.append(.init(search: search, models: models))
    }
    return NestedOutcome(
      experiment: experiment, judge: judge, assessment: assessment, folds: folds, fits: fits,
      customers: ResampledCustomers(data.rows, assessment, seed: experiment.seed), jobs: jobs)
  }
}
