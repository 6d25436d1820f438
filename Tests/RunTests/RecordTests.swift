import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// The record's figures, computed again from the run's files by definitions written here.
@Suite struct RecordTests {
  private let run: SmallRun

  init() throws { run = try SmallRun(SmallExperiment.text(resampling: "{folds: 3, repeats: 2}")) }

  /// P(score of a churner > score of a stayer) + P(equal) / 2, over all pairs.
  private func auc(_ fold: PredictedFold) -> Double {
    let scored = Array(zip(fold.labels, fold.scores))
    let (churners, stayers) = (scored.filter { $0.0 == 1 }, scored.filter { $0.0 == 0 })
    var wins = 0.0
    for churner in churners {
      for stayer in stayers { wins += churner.1 > stayer.1 ? 1 : churner.1 == stayer.1 ? 0.5 : 0 }
    }
    return wins / Double(churners.count * stayers.count)
  }

  private func brier(_ fold: PredictedFold) -> Double {
    zip(fold.labels, fold.scores).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(fold.labels.count)
  }

  private func logLoss(_ fold: PredictedFold) -> Double {
    let terms = zip(fold.labels, fold.scores).map { label, score in
      let clipped = min(max(score, 2.2e-16), 1 - 2.2e-16)
      return label == 1 ? -log(clipped) : -log(1 - clipped)
    }
    return terms.reduce(0, +) / Double(terms.count)
  }

  @Test(arguments: ["forest", "logistic", "majority"])
  func predictionsReproduceTheMetrics(model: String) throws {
    let folds = try PredictedFold.read(run, model: model)
    let recorded = try #require(run.record.models[model]?.outOfFold)
    func mean(_ figure: (PredictedFold) -> Double) -> Double { folds.map(figure).reduce(0, +) / Double(folds.count) }
    #expect(folds.count == 6)
    #expect(abs(mean(auc) - (recorded["roc_auc"] ?? 0)!) < 1e-12)
    #expect(abs(mean(brier) - (recorded["brier"] ?? 0)!) < 1e-12)
    #expect(abs(mean(logLoss) - (recorded["log_loss"] ?? 0)!) < 1e-12)
  }

  @Test func labelsAreTheData() throws {
    let customers = SmallExperiment.customers().split(separator: "\n").dropFirst().map { $0.hasSuffix("yes") ? 1.0 : 0 }
    for fold in try PredictedFold.read(run, model: "forest") {
      #expect(fold.rows.map { customers[$0] } == fold.labels)
    }
  }

  /// Every distinct score of the other folds is tried as cut-off; of equally good ones the highest is taken.
  private func crossFitted(_ folds: [PredictedFold], _ value: (_ tp: Int, _ fp: Int, _ fn: Int, _ tn: Int) -> Double)
    -> (thresholds: [Double], values: [Double])
  {
    func judged(_ rows: [(label: Double, score: Double)], at cut: Double) -> Double {
      let contacted = rows.filter { $0.score >= cut }
      let tp = contacted.count { $0.label == 1 }
      let churners = rows.count { $0.label == 1 }
      return value(tp, contacted.count - tp, churners - tp, rows.count - churners - (contacted.count - tp))
    }
    var thresholds: [Double] = []
    var values: [Double] = []
    for (place, own) in folds.enumerated() {
      let others = folds.enumerated().filter { $0.offset != place }.flatMap {
        zip($0.element.labels, $0.element.scores)
      }
      .map { (label: $0.0, score: $0.1) }
      let cuts = Set(others.map(\.score)).sorted(by: >)
      let best = cuts.map { judged(others, at: $0) }.max() ?? 0
      let chosen = cuts.first { judged(others, at: $0) >= best - 1e-12 * abs(best) } ?? 0
      thresholds.append(chosen)
      values.append(judged(zip(own.labels, own.scores).map { (label: $0, score: $1) }, at: chosen))
    }
    return (thresholds, values)
  }

  @Test func cutOffsAreCrossFitted() throws {
    let point = try #require(run.points().first { $0.id == run.record.selected.point })
    let folds = try PredictedFold.read(run, model: "forest")
    let objectives: [(String, (Int, Int, Int, Int) -> Double)] = [
      ("f1", { tp, fp, fn, _ in Double(2 * tp) / Double(2 * tp + fp + fn) }),
      ("accuracy", { tp, fp, fn, tn in Double(tp + tn) / Double(tp + fp + fn + tn) }),
      ("youden", { tp, fp, fn, tn in Double(tp) / Double(tp + fn) + Double(tn) / Double(tn + fp) - 1 }),
      ("cost", { tp, fp, fn, tn in -(5 * Double(fn) + Double(fp)) / Double(tp + fp + fn + tn) }),
    ]
    for (name, value) in objectives {
      let rounds = [crossFitted(Array(folds[0..<3]), value), crossFitted(Array(folds[3..<6]), value)]
      let recorded = try #require(point.thresholds[name])
      #expect(recorded.threshold.folds.map { $0 ?? .nan } == rounds.flatMap(\.thresholds), "\(name)")
      let sign = name == "cost" ? -1.0 : 1
      for (found, wanted) in zip(recorded.value.folds, rounds.flatMap(\.values)) {
        #expect(abs((found ?? .nan) - sign * wanted) < 1e-12, "\(name)")
      }
    }
  }

  @Test func tableAgreesWithPoints() throws {
    let points = try run.points()
    let table = try run.table(.cvResults)
    #expect(table.rows == points.count)
    #expect(try table.numbers("rank_test_score") == points.map { Double($0.rank ?? 0) })
    #expect(try table.numbers("mean_test_score") == points.map { $0.metrics["roc_auc"]?.mean ?? 0 })
    #expect(try table.numbers("mean_test_log_loss") == points.map { $0.metrics["log_loss"]?.mean ?? 0 })
    for split in 0..<6 {
      #expect(try table.numbers("split\(split)_test_score") == points.map { $0.metrics["roc_auc"]?.folds[split] ?? 0 })
    }
  }

  @Test func recordKeepsTheBestPoints() throws {
    let points = try run.points()
    #expect(run.record.points.map(\.rank) == points.map(\.rank).sorted { ($0 ?? 0) < ($1 ?? 0) })
    let best = points.filter { $0.model == "forest" }.compactMap { $0.metrics["roc_auc"]?.mean }.max()
    #expect(run.record.models["forest"]?.outOfFold["roc_auc"] == best)
    #expect(
      try JSONRecord.read(RunRecord.self, from: Data(contentsOf: URL(fileURLWithPath: run.run.file(.results))))
        .resultsDigest == run.record.resultsDigest)
  }
}
