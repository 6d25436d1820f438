import Workbench

/// Scores customers and keeps what was answered.
struct Scorer: Sendable {
  let run: ServedRun
  let batches: BatchQueue
  /// nil where nothing is to be stored.
  let store: PredictionStore?
  let metrics: Metrics

  struct Scored: Sendable {
    let predictions: [ServedModel.Prediction]
    fileprivate let ids: ClosedRange<Int64>?

    /// Under which a customer's prediction is stored.
    func id(_ row: Int) -> Int64? { ids.map { $0.lowerBound + Int64(row) } }
  }

  /// Returns when the predictions are on record.
  func score(
    _ batch: CustomerBatch, with model: ServedModel, source: StoredAnswer.Source
  ) async throws(Problem) -> Scored {
    guard batch.count > 0 else { return Scored(predictions: [], ids: nil) }
    let predictions = await batches.predict(batch, with: model)
    metrics.addPredictions(batch.count, model: model.name)
    let ids = try await store?.save(
      StoredAnswer(
        source: source, model: storedModel(model),
        predictions: zip(predictions, batch.texts).map { StoredPrediction($0, inputs: $1) }))
    return Scored(predictions: predictions, ids: ids ?? nil)
  }

  func storedModel(_ model: ServedModel) -> StoredModel {
    StoredModel(
      digest: model.digest, name: model.name, experiment: run.record.experiment.name, run: run.record.runID)
  }
}
