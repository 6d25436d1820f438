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
    for candidate in best {
      do { try model(candidate).write(to: run.model(candidate.model)) } catch let error as WorkError {
        throw error
      } catch {
        notes.append("\(candidate.model): the model fitted on all rows is not kept: \(error)")
      }
    }
    try writeImportance(to: run)
    return notes
  }

  /// What each column matters to the refitted forest, in `importance.json`.
  private func writeImportance(to run: RunFolder) throws(WorkError) {
    guard let candidate = best.first(where: { $0.model == RandomForest.name }),
      let forest = try? RandomForest(candidate.parameters)
    else { return }
    let importance = forest.importance(
      data.ranked, labels: data.dataset.labels, rows: data.rows, context: context)
    try AtomicFile.write(JSONRecord.pretty(importance), to: run.file(.importance))
  }

  private var context: FitContext {
    FitContext(seed: experiment.seed, repeat: 0, fold: FitContext.refit, jobs: jobs)
  }

  private func model(_ candidate: Candidate) throws -> SavedModel {
    let classifier = try refit(candidate)
    let facts = ModelFacts(
      churnlab: churnlabVersion, experiment: experiment.name, seed: experiment.seed, model: candidate.model,
      params: candidate.parametersJSON, notes: classifier.notes, features: FeatureSchema(of: data.dataset.features),
      target: data.dataset.target, missing: experiment.data.missing, rows: data.rows.count,
      dataDigest: data.dataset.digest)
    return SavedModel(facts: facts, classifier: classifier)
  }

  private func refit(_ candidate: Candidate) throws -> any Classifier {
    guard let learner = LearnerCatalogue.learner(named: candidate.model) else {
      throw InputError("there is no model \(candidate.model)")
    }
    if let forest = try learner.init(candidate.parameters) as? RandomForest {
      return forest.fit(data.ranked, labels: data.dataset.labels, rows: data.rows, context: context)
    }
    return try learner.init(candidate.parameters).fit(data.dataset, rows: data.rows, context: context)
  }
}
