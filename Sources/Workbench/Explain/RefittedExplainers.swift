internal import ChurnML

/// A run's model learnt anew on bootstrap rows.
struct RefittedExplainers: Sendable {
  let classifiers: [any AttributableClassifier]

  /// Models that reasons are compared over.
  static let usual = 20

  /// - Throws: where the data have changed or are too few, and for a model that cannot be learnt anew.
  init(_ learner: RunLearner, count: Int = usual, jobs: Int) throws {
    let data = learner.data
    let resamples = try ReasonStability.resamples(
      count, of: data.rows, labels: data.dataset.labels, seed: learner.seed)
    classifiers = try resamples.enumerated().map { index, rows in
      let context = FitContext(seed: learner.seed, repeat: index, fold: FitContext.refit, jobs: jobs)
      guard let classifier = try learner.fit(data.dataset, rows: rows, context) as? any AttributableClassifier else {
        throw InputError(at: learner.model, "this kind of model has no reasons; name another with --model")
      }
      return classifier
    }
  }

  func stability(of reasons: Attributions, _ columns: [Column], rows: [Int], jobs: Int) -> ReasonStability {
    ReasonStability(of: reasons, refits: classifiers.map { $0.attributions(columns, rows: rows, jobs: jobs) })
  }
}

/// A model of a run as it learns: its hyperparameters at their best, and the run's data.
struct RunLearner: Sendable {
  let model: String
  let seed: UInt64
  let data: LoadedData
  private let learner: any Learner

  init(model: String, seed: UInt64, data: LoadedData, parameters: [String: HyperparameterValue]) throws(InputError) {
    guard let type = LearnerCatalogue.learner(named: model) else {
      throw InputError(at: model, "this model learns nothing of its own; name another with --model")
    }
    self.model = model
    self.seed = seed
    self.data = data
    learner = try type.init(parameters)
  }

  /// A model of a finished run; its data are read again and found unchanged.
  init(_ run: RunFolder, model: String, jobs: Int) throws {
    let record = try run.record()
    let runner = try run.runner(jobs: jobs)
    guard let point = record.models[model]?.point, runner.plan.candidates.indices.contains(point) else {
      throw InputError(at: run.path, "the run has no model \(model)")
    }
    try self.init(
      model: model, seed: runner.experiment.seed, data: runner.data,
      parameters: runner.plan.candidates[point].parameters)
  }

  func fit(_ dataset: Dataset, rows: [Int], _ context: FitContext) throws -> any Classifier {
    try learner.fit(dataset, rows: rows, context: context)
  }
}
