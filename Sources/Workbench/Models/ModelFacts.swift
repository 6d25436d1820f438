public import ChurnML

/// What a model file says about its model, beside the model itself.
public struct ModelFacts: Codable, Sendable, Equatable {
  /// The version of ChurnLab that wrote the file.
  public let churnlab: String
  public let experiment: String
  public let seed: UInt64
  /// The model's name in the experiment, and its hyperparameters.
  public let model: String
  public let params: JSON
  /// The fitted model's words for the record.
  public let notes: [String]
  /// The columns it was fitted on.
  public let features: FeatureSchema
  public let target: Target
  /// Words that stand for a missing value.
  public let missing: [String]
  /// The data it was fitted on.
  public let rows: Int
  public let dataDigest: String

  enum CodingKeys: String, CodingKey {
    case churnlab, experiment, seed, model, params, notes, features, target, missing, rows
    case dataDigest = "data_digest"
  }

  /// Whether a table can have such columns.
  var isSound: Bool {
    Self.areDistinct(features.features.map(\.name))
      && features.features.allSatisfy { feature in
        switch feature.kind {
        case .numeric: feature.categories == nil
        case .categorical: feature.categories.map(Self.areDistinct) ?? false
        }
      }
  }

  /// By bytes, as cells are compared.
  private static func areDistinct(_ texts: [String]) -> Bool { Set(texts.map { Array($0.utf8) }).count == texts.count }
}
