import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// TV subscribers with a cost matrix each, which `Scripts/tv-data` fetches; without the file nothing is tested.
@Suite struct CostMatrixTests {
  static let data = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Experiments/tv-subscribers.csv").path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: data)))
  func savingsAreThoseOfTheMatrix() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      experiment: tv
      seed: 1
      data: {path: \(Self.data), target: {column: target, positive: "1.0"}, ignore: [id, C_FP, C_FN, C_TP, C_TN]}
      models: {logistic: {C: [0.1]}}
      """, to: "tv.yaml")
    let experiment = try Experiment.load(path: file)
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    let run = try runner.create(under: folder.path + "/Results", source: "")
    _ = try runner.compute(run)
    var request = ThresholdRequest(path: run.path)
    request.columns = MoneyColumns(costTP: "C_TP", costFP: "C_FP", costFN: "C_FN", costTN: "C_TN")
    let answer = try request.answer(jobs: 2)
    let optimum = try #require(answer.choice.value?.optimum)
    #expect(close(optimum.value, try Self.savings(of: run, from: optimum.threshold), within: 1e-9))
    let profit = try #require(answer.profit.value)
    let fitted = try #require(profit.crossFitted)
    #expect(fitted > 0 && fitted > profit.contactEverybody && fitted <= optimum.value)
    // By single customers only on calibrated scores, or by force; each by its own matrix beats one cut-off for all.
    #expect(profit.byOwnValue.reason?.hasPrefix("the scores are not calibrated") == true)
    request.force = true
    #expect((try request.answer(jobs: 2).profit.value?.byOwnValue.value ?? 0) > fitted)
  }

  /// What acting on a cut-off saves over contacting nobody, summed cell by cell.
  private static func savings(of run: RunFolder, from threshold: Double) throws -> Double {
    let scores = try ScoreTable(
      path: run.file(.predictions), label: "label", numbers: ["row", "logistic"], jobs: 1)
    let (rows, p) = (try scores.numbers("row"), try scores.numbers("logistic"))
    let costs = try ScoreTable(
      path: data, label: "target", numbers: ["C_TP", "C_FP", "C_FN", "C_TN"], jobs: 1)
    let churned = try costs.labels("target", positive: "1.0")
    let (tp, fp) = (try costs.numbers("C_TP"), try costs.numbers("C_FP"))
    let (fn, tn) = (try costs.numbers("C_FN"), try costs.numbers("C_TN"))
    var saved = 0.0
    for (row, score) in zip(rows.map { Int($0) }, p) where score >= threshold {
      saved += churned[row] == 1 ? fn[row] - tp[row] : tn[row] - fp[row]
    }
    return saved / Double(rows.count)
  }
}
