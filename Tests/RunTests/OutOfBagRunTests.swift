import ChurnML
import TestSupport
import Testing

@testable import Workbench

/// `resampling: {method: oob}`: the whole surface from one fit a fit group.
@Suite struct OutOfBagRunTests {
  private static let text = SmallExperiment.text(
    resampling: "{method: oob}",
    models: """
      models:
        forest: {n_estimators: [5, 30], max_depth: [2, null], max_leaf_nodes: [null, 4]}
      """
  ).replacing("reference: majority", with: "reference: forest")

  @Test func sharedAndNaiveEnginesAgree() throws {
    let shared = try SmallRun(Self.text).record
    let naive = try SmallRun(Self.text, engine: .naive).record
    #expect(shared.resultsDigest == naive.resultsDigest)
    #expect(shared.engine.fitsRun == 1 && naive.engine.fitsRun == 8)
    #expect(shared.resampling.method == "oob" && shared.resampling.folds == 1)
  }

  /// Few trees leave rows that every tree saw, and few voters each: more trees must look better out of the bag.
  @Test func theSurfaceIsJudged() throws {
    let run = try SmallRun(Self.text)
    let points = try run.points()
    #expect(points.count == 8)
    #expect(points.allSatisfy { $0.metrics["log_loss"]?.mean != nil })
    func logLoss(_ trees: Int) -> Double {
      let chosen = points.filter { $0.params["n_estimators"] == .integer(trees) }
      return chosen.reduce(0) { $0 + ($1.metrics["log_loss"]?.mean ?? .infinity) } / Double(chosen.count)
    }
    #expect(logLoss(30) < logLoss(5))
    #expect(points.allSatisfy { $0.thresholds["f1"]?.value.mean == nil && $0.thresholds["f1"]?.value.reason != nil })
  }

  @Test func onlyForestsHaveABag() throws {
    let text = SmallExperiment.text(resampling: "{method: oob}", models: "models: {forest: {}, majority: {}}")
    #expect(throws: InputError.self) { try SmallRun(text) }
  }
}
