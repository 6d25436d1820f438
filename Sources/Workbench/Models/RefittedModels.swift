internal import ChurnML

/// The models that leave a run: every model at its best point, fitted on all rows, in `models/<name>.model`.
struct RefittedModels: Sendable {
  private let experiment: Experiment
  private let data: LoadedData
  private let best: [Candidate]
  private let jobs: Int

  /// - Parameter best: the best point of each model.
  init(_ experiment: Experiment, _ data: LoadedData, best: [Candidate], jobs: Int) {
    self.experiment = experiment
    self.data = data
    self.best = best
    self.jobs = jobs
  }

  /// - Returns: words for the record, where a model could not be fitted or has no stored form.
  func write(to run: RunFolder) throws(WorkError) -> [String] {
    var notes: [String] = []
    // A mean's parts come before it, so that none is fitted twice.
    var fitted: [String: any Classifier] = [:]
    for candidate in best.filter({ !$0.isMean }) + best.filter(\.isMean) {
      do {
        let classifier = try refit(candidate, having: fitted)
        fitted[candidate.model] = classifier
        try model(candidate, classifier).write(to: run.model(candidate.model))
      } catch let error as WorkError {
        throw error
      } catch {
        notes.append("\(candidate.model): the model fitted on all rows is not kept: \(error)")
      }
    }
    try writeImportance(to: run)
    if let effects = ModelEffects(data: data, jobs: jobs).record(best, fitted: fitted) {
      try AtomicFile.write(JSONRecord.pretty(effects), to: run.file(.effects))
    }
    return notes
  }

  /// What each column matters to the refitted forest, in `importance.json`.
  private func writeImportance(to run: RunFolder) throws(WorkError) {
    guard let candidate = best.first(where: { $0.model == RandomForest.name }),
      let forest = try? RandomForest(candidate.parameters)
    else { return }
    let importance = forest.importance(data.dataset, rows: data.rows, context: context)
    try AtomicFile.write(JSONRecord.pretty(importance), to: run.file(.importance))
  }

  private var context: FitContext {
    FitContext(seed: experiment.seed, repeat: 0, fold: FitContext.refit, jobs: jobs)
  }

  private func model(_ candidate: Candidate, _ classifier: any Classifier) -> SavedModel {
    let facts = ModelFacts(
      churnlab: churnlabVersion, experiment: experiment.name, seed: experiment.seed, model: candidate.model,
      params: candidate.parametersJSON, notes: classifier.notes, features: FeatureSchema(of: data.dataset.features),
      target: data.dataset.target, missing: experiment.data.missing, rows: data.rows.count,
      dataDigest: data.dataset.digest)
    return SavedModel(facts: facts, classifier: classifier)
  }

  private func refit(_ candidate: Candidate, having fitted: [String: any Classifier]) throws -> any Classifier {
    if candidate.isMean { return try mean(candidate, of: fitted) }
    guard let learner = LearnerCatalogue.learner(named: candidate.model) else {
      throw InputError("there is no model \(candidate.model)")
    }
    return try learner.init(candidate.parameters).fit(data.dataset, rows: data.rows, context: context)
  }

  private func mean(_ candidate: Candidate, of fitted: [String: any Classifier]) throws -> any Classifier {
    MeanModel(
      of: try (candidate.parameters["of"]?.names ?? []).map { part in
        guard let classifier = fitted[part] else { throw InputError("its part \(part) could not be fitted") }
        return classifier
      })
  }
}
