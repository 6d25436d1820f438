import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite struct SearchTests {
  @Test func predefinedFoldsAreTheColumns() throws {
    let text = SmallExperiment.text(resampling: "{method: predefined, column: fold}")
      .replacing("ignore: [id, fold]", with: "ignore: [id]")
    let run = try SmallRun(text)
    let splits = try run.table(.splits)
    let (rows, folds) = (try splits.numbers("row"), try splits.numbers("fold"))
    #expect(rows.count == 240)
    #expect(zip(rows, folds).allSatisfy { Int($0) % 4 == Int($1) })
    #expect(run.record.resampling.folds == 4)
    #expect(run.record.data.features == 3, "the fold column is never a feature")
  }

  @Test func randomSearchDrawsWithinItsBudget() throws {
    let models = """
      models:
        forest:
          n_estimators: {min: 2, max: 6, distribution: int_uniform}
          max_depth: [2, 3]
          ccp_alpha: {min: 0.0001, max: 0.01, distribution: log_uniform}
        majority: {}
      """
    let text = SmallExperiment.text(search: "{method: random, budget: 9, seed: 5}", models: models)
    let run = try SmallRun(text)
    let forests = try run.points().filter { $0.model == "forest" }
    #expect(forests.count + run.record.engine.duplicatesRemoved == 9)
    for point in forests {
      guard case .integer(let trees)? = point.params["n_estimators"] else {
        Issue.record("no n_estimators in point \(point.id)")
        continue
      }
      #expect((2...6).contains(trees))
    }
    #expect(try run.points().count { $0.model == "majority" } == 1)
    #expect(try SmallRun(text).record.resultsDigest == run.record.resultsDigest)
    let other = text.replacing("budget: 9, seed: 5", with: "budget: 9, seed: 6")
    #expect(try SmallRun(other).record.resultsDigest != run.record.resultsDigest)
  }

  @Test func duplicatesAreRemovedAndCounted() throws {
    let models = "models: {forest: {n_estimators: [2, 3, 2], max_depth: [2, 2]}, majority: {}}"
    let engine = try SmallRun(SmallExperiment.text(models: models)).record.engine
    #expect(engine.points == 2 && engine.duplicatesRemoved == 4)
  }

  @Test func repeatsAssessEveryRowAgain() throws {
    let run = try SmallRun(SmallExperiment.text(resampling: "{folds: 3, repeats: 2}"))
    let splits = try run.table(.splits)
    let (rows, repeats) = (try splits.numbers("row"), try splits.numbers("repeat"))
    for number in [0.0, 1] {
      let assessed = zip(rows, repeats).filter { $1 == number }.map { Int($0.0) }
      #expect(assessed.sorted() == Array(0..<240))
    }
    #expect(try run.points().allSatisfy { $0.metrics["roc_auc"]?.folds.count == 6 })
    #expect(run.record.engine.fitsPlanned == 12)
  }

  /// Limits that never bind give equal forests, so ranks tie.
  @Test func equalPointsShareTheLowestRank() throws {
    let models = """
      models:
        forest: {n_estimators: [4], max_depth: [2, 40, 50, 60], min_samples_leaf: [1, 5]}
        majority: {}
      """
    let run = try SmallRun(SmallExperiment.text(models: models))
    let points = try run.points()
    let values = points.map { $0.metrics["roc_auc"]?.mean ?? 0 }
    for point in points { #expect(point.rank == 1 + values.count { $0 > values[point.id] }) }
    let (deep, deeper) = (
      points.filter { $0.params["max_depth"] == 40 }, points.filter { $0.params["max_depth"] == 60 }
    )
    #expect(deep.map(\.rank) == deeper.map(\.rank))
    #expect(run.record.selected.params["max_depth"] != 60, "of equals the shallower is selected")
  }

  @Test func failedCandidateIsAResult() throws {
    let models = """
      models:
        forest: {n_estimators: [3], max_depth: [2], bootstrap: [true, false], max_samples: [0.5]}
        majority: {}
      """
    let run = try SmallRun(SmallExperiment.text(models: models))
    let points = try run.points()
    let failed = points.filter { $0.status == .failed }
    #expect(failed.map(\.params["bootstrap"]) == [.boolean(false)])
    #expect(failed.first?.error?.contains("bootstrap") == true)
    #expect(failed.first?.rank == nil)
    #expect(points.filter { $0.status == .ok }.allSatisfy { $0.rank != nil })
    let rows = try run.table(.cvResults)
    #expect(rows.rows == points.count)
  }

  @Test func searchMetricMayBeACutOffsValue() throws {
    let run = try SmallRun(SmallExperiment.text(search: "{metric: cost}"))
    let values = try run.points().map { $0.thresholds["cost"]?.value.mean ?? .infinity }
    #expect(values[run.record.winner.point] == values.min())
  }
}
