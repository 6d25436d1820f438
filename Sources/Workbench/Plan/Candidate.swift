public import ChurnML

/// A grid point: a model with every hyperparameter given.
public struct Candidate: Sendable {
  /// The place in the run's list of candidates, from 0.
  public let id: Int
  public let model: String
  public let parameters: [String: HyperparameterValue]

  /// Whether it is a mean of other models' best points, which costs no fit.
  var isMean: Bool { model == MeanModel.name }

  /// One text for equal parameters, whatever their order.
  var canonicalParameters: String { parametersJSON.canonical }

  public var parametersJSON: JSON {
    .object(parameters.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) })
  }
}
