import Workbench

/// A prediction as it is kept: what was asked, and what was answered.
struct StoredPrediction: Sendable, Equatable {
  /// The customer as JSON.
  let inputs: String
  let probability: Double
  let band: String?
  let action: String?
  let expectedProfit: Double?
}

extension StoredPrediction {
  init(_ prediction: ServedModel.Prediction, inputs: String) {
    self.init(
      inputs: inputs, probability: prediction.probability, band: prediction.verdict?.band,
      action: prediction.verdict?.action, expectedProfit: prediction.verdict?.expectedProfit)
  }
}

/// What one request was answered.
struct StoredAnswer: Sendable {
  /// Where a prediction was asked for.
  enum Source: String, Sendable { case api, form, file }

  let source: Source
  let model: StoredModel
  let predictions: [StoredPrediction]
}

/// Which model answered, by what its file holds and not by where it stands.
struct StoredModel: Sendable, Hashable {
  let digest: String
  let name: String
  let experiment: String
  let run: String
}
