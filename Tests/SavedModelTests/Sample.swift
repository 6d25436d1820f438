import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// A fitted model of each kind that can be kept, on small random data.
struct Sample: Sendable {
  let data: Dataset
  let model: SavedModel

  init(_ learner: String, seed: UInt64, _ values: [String: HyperparameterValue] = [:]) throws {
    data = randomDataset(seed: seed)
    let fitted = try Self.fit(learner, data, values)
    let facts = ModelFacts(
      churnlab: churnlabVersion, experiment: "sample", seed: 7, model: learner, params: .object([]),
      notes: fitted.notes, features: FeatureSchema(of: data.features), target: data.target, missing: ["?"],
      rows: data.rows, dataDigest: data.digest)
    model = SavedModel(facts: facts, classifier: fitted)
  }

  private static func fit(
    _ learner: String, _ data: Dataset, _ values: [String: HyperparameterValue]
  ) throws -> any Classifier {
    if learner == MeanModel.name {
      return MeanModel(of: try (values["of"]?.names ?? []).map { try fit($0, data, [:]) })
    }
    let type = try #require(LearnerCatalogue.learner(named: learner))
    let light = ["n_estimators": HyperparameterValue.integer(8)].filter { type.defaults[$0.key] != nil }
    return try type.init(type.defaults.merging(light) { $1 }.merging(values) { $1 }).fit(
      data, rows: Array(0..<data.rows), context: FitContext(seed: 7, repeat: 0, fold: FitContext.refit, jobs: 1))
  }

  /// The bits of P(churned) of every row, of rows with missing and unseen cells too.
  func bits(_ classifier: any Classifier) -> [UInt64] {
    let odd = data.features.map { column -> Column in
      switch column.values {
      case .numeric(let numbers): Column(name: column.name, values: .numeric(numbers + [.nan, 1e300, -1e300]))
      case .categorical(let codes, let categories):
        Column(
          name: column.name,
          values: .categorical(codes: codes + [Column.missing, Column.unseen, 0], categories: categories))
      }
    }
    return classifier.predictProbability(odd, rows: Array(0..<data.rows + 3), jobs: 1).map(\.bitPattern)
  }
}

extension TemporaryFolder {
  func file(_ name: String) -> String { "\(path)/\(name)" }
  func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
}
