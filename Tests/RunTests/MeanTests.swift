import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// The mean of models, against arithmetic on the columns of `predictions.csv` and on the parts' own files.
@Suite struct MeanTests {
  private static let models = """
    models:
      mean: {of: [[forest, logistic], [forest, logistic, majority]]}
      forest: {n_estimators: [3, 6], max_depth: [2, 4]}
      logistic: {C: [0.1, 1]}
      majority: {}
    """
  private static let text = SmallExperiment.text(models: models)

  @Test func itsProbabilitiesAreTheMeanOfTheBestPoints() throws {
    let run = try SmallRun(Self.text)
    let mean = try #require(run.record.models["mean"])
    let names = mean.params["of"].map { $0 == ["forest", "logistic"] } ?? false
    let parts = names ? ["forest", "logistic"] : ["forest", "logistic", "majority"]
    let table = try run.table(.predictions)
    let columns = try parts.map { try table.numbers($0) }
    for (row, probability) in try table.numbers("mean").enumerated() {
      let expected = columns.reduce(0) { $0 + $1[row] } / Double(parts.count)
      #expect(abs(probability - expected) < 1e-15)
    }
  }

  /// Most resamples of four customers have one class in every fold, and then no model has a value.
  @Test func fourCustomersAreEnough() throws {
    let folder = try TemporaryFolder()
    try folder.write("x,churn\n1,no\n2,yes\n3,no\n4,yes\n", to: "customers.csv")
    let file = try folder.write(
      """
      experiment: four
      data: {path: customers.csv, target: {column: churn, positive: "yes"}}
      resampling: {folds: 2}
      search: {resamples: 40}
      models: {logistic: {}, boosting: {n_estimators: 3}, mean: {of: [logistic, boosting]}}
      """, to: "four.yaml")
    let runner = try SmallRun.runner(file)
    let record = try runner.compute(try runner.create(under: folder.path + "/Results", source: ""))
    #expect(record.models["mean"] != nil)
  }

  @Test func itCostsNoFitAndIsJudgedLikeAnyOther() throws {
    let run = try SmallRun(Self.text)
    let points = try run.points()
    #expect(points.suffix(2).map(\.model) == ["mean", "mean"])
    #expect(points.allSatisfy { $0.status == .ok && $0.rank != nil })
    #expect(run.record.comparisons.contains { $0.model == "mean" })
    let without = try SmallRun(SmallExperiment.text(models: Self.models.replacing(/\n *mean:.*/, with: "")))
    #expect(run.record.engine.fitsPlanned == without.record.engine.fitsPlanned)
    #expect(run.record.resultsDigest == without.record.resultsDigest)
    #expect(try RunVerifier(run.run, jobs: 2).recompute().ok)
  }

  @Test func theMeanOfAllWithoutMajorityRanksTheSameAsItsParts() throws {
    // Majority adds a constant on each fold, so both means rank a fold's customers equally.
    let points = try SmallRun(Self.text).points().suffix(2)
    let values = points.compactMap { $0.metrics["roc_auc"]?.mean }
    #expect(values.count == 2 && abs(values[0] - values[1]) < 1e-12)
  }

  @Test func itLeavesTheRunAsTheMeanOfTheRefittedParts() throws {
    let run = try SmallRun(Self.text)
    let data = try LoadedData(Experiment.load(path: "\(run.folder.path)/small.yaml"), jobs: 1).dataset
    let rows = Array(0..<data.rows)
    func probabilities(_ name: String) throws -> [Double] {
      try run.run.savedModel(name).classifier.predictProbability(data.features, rows: rows, jobs: 1)
    }
    let parts = try (run.record.models["mean"]?.params["of"]).map { list -> [[Double]] in
      guard case .list(let names) = list else { return [] }
      return try names.compactMap { if case .text(let name) = $0 { try probabilities(name) } else { nil } }
    }
    #expect(try probabilities("mean") == MeanModel.mean(of: try #require(parts)))
  }

  @Test func itOutlivesDroppedScores() throws {
    let folder = try TemporaryFolder()
    let runner = try SmallRun.runner(try SmallExperiment.write(to: folder, Self.text), maxScoreBytes: 1)
    let run = try runner.create(under: folder.path + "/Results", source: Self.text)
    _ = try runner.compute(run)
    #expect(try RunVerifier(run, jobs: 1).recompute().damages.isEmpty)
  }

  @Test(arguments: [
    ("mean: {}", "two models or more"), ("mean: {of: [forest]}", "two models or more"),
    ("mean: {of: [forest, forest]}", "two models or more"), ("mean: {of: [forest, mean]}", "no other model"),
    ("mean: {of: [forest, logstic]}", "logistic"), ("mean: {of: [forest, boosting]}", "no other model of this file"),
  ])
  func impossibleMeansAreRefusedWithTheirLine(mean: String, words: String) throws {
    let folder = try TemporaryFolder()
    let models = "models:\n  forest: {n_estimators: 3}\n  logistic: {}\n  \(mean)"
    let file = try SmallExperiment.write(
      to: folder, SmallExperiment.text(models: models).replacing("reference: majority", with: ""))
    let error = try #require(throws: InputError.self) { try Experiment.load(path: file) }
    #expect(error.message.contains(words))
    #expect(error.place?.contains(":9:") ?? false)
  }
}
