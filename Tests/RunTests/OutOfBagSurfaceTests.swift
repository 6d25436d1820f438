import ChurnML
import TestSupport
import Testing

@testable import Workbench

/// `oob.json`, against a run of the quick mode that judges the same points.
@Suite struct OutOfBagSurfaceTests {
  private static let models = """
    models:
      forest: {n_estimators: [5, 30], max_depth: [2, null], min_samples_leaf: [1, 8]}
      majority: {}
    """

  @Test func itIsWhatEachPointsOwnForestSays() throws {
    let run = try SmallRun(SmallExperiment.text(models: Self.models))
    let surface = try #require(try run.run.outOfBag())
    let data = try LoadedData(Experiment.load(path: "\(run.folder.path)/small.yaml"), jobs: 1)
    let context = FitContext(seed: 3, repeat: 0, fold: FitContext.refit, jobs: 1)
    #expect(surface.points.count == 4)
    for point in surface.points {
      let forest = try RandomForest(
        RandomForest.defaults.merging([
          "n_estimators": .integer(point.params.integer("n_estimators") ?? 0),
          "max_depth": point.params.integer("max_depth").map { .integer($0) } ?? .none,
          "min_samples_leaf": .integer(point.params.integer("min_samples_leaf") ?? 0),
        ]) { $1 })
      let scores = try forest.outOfBagProbabilities(data.dataset, rows: data.rows, context: context)
      #expect(point.outOfBag == (try ROCAUC().value(of: RankedScores(labels: data.dataset.labels, scores: scores))))
    }
  }

  @Test func theFoldsStandBesideAndTheLastCountIsTheSelectedPoint() throws {
    let run = try SmallRun(SmallExperiment.text(models: Self.models))
    let surface = try #require(try run.run.outOfBag())
    for point in surface.points {
      let record = try #require(try run.points().first { $0.id == point.id })
      #expect(point.crossValidated == record.metrics["roc_auc"]?.mean)
    }
    let last = try #require(surface.trees.last)
    let selected = try #require(surface.points.first { $0.id == surface.selected })
    #expect(last.nEstimators == selected.params.integer("n_estimators"))
    #expect(last.outOfBag == selected.outOfBag)
    #expect(surface.trees.map(\.nEstimators) == [1, 2, 5, 10, 20, 30].filter { $0 <= last.nEstimators })
  }

  @Test(arguments: ["forest: {n_estimators: 5, bootstrap: false}", "logistic: {}"])
  func withoutABagThereIsNone(model: String) throws {
    let text = SmallExperiment.text(models: "models:\n  \(model)\n  majority: {}")
    #expect(try SmallRun(text).run.outOfBag() == nil)
  }
}

extension JSON {
  fileprivate func integer(_ key: String) -> Int? {
    switch self[key] {
    case .integer(let value): value
    case .number(let value): Int(value)
    default: nil
    }
  }
}
