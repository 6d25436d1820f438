internal import ChurnML

extension JudgedRun {
  /// Every model at its best point, with what money is reckoned with.
  func calibratedModels() throws(WorkError) -> [CalibratedModel] {
    let models = try bestOfModels.map { (candidate) throws(WorkError) in
      (name: candidate.model, scores: try points.store.scores(of: candidate).probabilities)
    }
    return concurrentMap(count: models.count, jobs: points.jobs) { index in
      CalibratedModel(
        ScoredCustomers(points.judge.assessment, name: models[index].name, scores: models[index].scores),
        experiment)
    }
  }

  /// The columns of `predictions.csv`: each model's out-of-fold probabilities, then the calibrated ones, one list a split.
  func predictionColumns() throws(WorkError) -> [(name: String, scores: [[Double]])] {
    let models = try calibratedModels()
    let raw = models.map { (name: $0.name, scores: $0.raw.splitScores(points.judge.assessment)) }
    return raw
      + models.compactMap { model in
        model.calibrated.map { ("\(model.name)_calibrated", $0.splitScores(points.judge.assessment)) }
      }
  }

  /// Writes what to do by each model beside the model's own file.
  func writeDecisions(to run: RunFolder) throws {
    for model in try calibratedModels() {
      guard let decision = try ModelDecision(experiment, model) else { continue }
      try AtomicFile.write(JSONRecord.pretty(decision), to: ModelDecision.path(of: run.model(model.name)))
    }
  }
}

extension ScoredCustomers {
  /// One list a split, for customers made of the same assessment sets.
  fileprivate func splitScores(_ assessment: Assessment) -> [[Double]] {
    var start = 0
    return assessment.labels.map { labels in
      defer { start += labels.count }
      return Array(scores[start..<start + labels.count])
    }
  }
}
