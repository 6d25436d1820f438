import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// `figures.json` against the files it is made from, counted by hand.
@Suite("Figures of a run")
struct FigureTests {
  private let run: SmallRun
  private let figures: JSON

  init() throws {
    run = try SmallRun()
    figures = JSONRecord.json(try RunFigures(run.run, jobs: 2))
  }

  private func rows(_ pointer: String, _ model: String) -> [JSON] {
    (figures[pointer: pointer]?.items ?? []).filter { $0["model"]?.string == model }
  }

  @Test("every point of the ranking curves is a count over the predictions")
  func ranking() throws {
    let table = try run.table(.predictions)
    let labels = try table.numbers("label")
    for model in ["forest", "logistic"] {
      let scores = try table.numbers(model)
      let points = rows("/ranking", model)
      #expect(points.count > 20)
      #expect(points.first?["contacted"]?.double == 0 && points.last?["recall"]?.double == 1)
      for point in points.dropFirst() {
        let threshold = try #require(point["threshold"]?.double)
        let contacted = scores.indices.filter { scores[$0] >= threshold }
        let churners = contacted.count { labels[$0] == 1 }
        let all = labels.count { $0 == 1 }
        #expect(point["contacted"]?.double == Double(contacted.count) / Double(scores.count))
        #expect(point["recall"]?.double == Double(churners) / Double(all))
        #expect(point["fall_out"]?.double == Double(contacted.count - churners) / Double(scores.count - all))
        #expect(point["precision"]?.double == Double(churners) / Double(contacted.count))
        let lift = Double(churners) / Double(contacted.count) / (Double(all) / Double(scores.count))
        #expect(abs((point["lift"]?.double ?? 0) - lift) < 1e-12)
      }
    }
  }

  @Test("reliability has every customer once, in parts by score")
  func reliability() throws {
    let table = try run.table(.predictions)
    let (labels, scores) = (try table.numbers("label"), try table.numbers("forest"))
    let parts = rows("/reliability", "forest")
    let sizes = parts.compactMap { $0["customers"]?.double }
    #expect(sizes.reduce(0, +) == Double(scores.count) && parts.count > 3)
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var start = 0
    for part in parts {
      let members = order[start..<start + Int(part["customers"]?.double ?? 0)]
      start = members.endIndex
      let (mean, rate) = (
        members.reduce(0) { $0 + scores[$1] } / Double(members.count),
        Double(members.count { labels[$0] == 1 }) / Double(members.count)
      )
      #expect(abs((part["mean_score"]?.double ?? 0) - mean) < 1e-12)
      #expect(part["churn_rate"]?.double == rate)
      #expect((part["low"]?.double ?? 1) <= rate && (part["high"]?.double ?? 0) >= rate)
    }
  }

  @Test("objectives over the cut-off are those of each fold, averaged")
  func cutOffs() throws {
    let folds = try PredictedFold.read(run, model: "forest")
    let f1 = (figures[pointer: "/cut_offs"]?.items ?? []).filter { $0["objective"]?.string == "f1" }
    #expect(f1.count > 20 && f1.count { $0["chosen"] == true } == 1)
    for row in f1 {
      let threshold = try #require(row["threshold"]?.double)
      let values = folds.map { fold in
        let contacted = fold.scores.indices.filter { fold.scores[$0] >= threshold }
        let tp = Double(contacted.count { fold.labels[$0] == 1 })
        return 2 * tp / (Double(contacted.count) + fold.labels.reduce(0, +))
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let std = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
      #expect(abs((row["mean"]?.double ?? 0) - mean) < 1e-12)
      #expect(abs((row["low"]?.double ?? 0) - (mean - std)) < 1e-9)
    }
    let chosen = f1.first { $0["chosen"] == true }?["threshold"]?.double
    #expect(chosen == run.record.thresholds["f1"]?.threshold)
  }

  @Test("each model's folds are those of its best point")
  func folds() throws {
    let points = try run.points()
    for (name, model) in run.record.models.members where name != "majority" {
      let point = try #require(points.first { $0.id == model.point })
      for metric in ["roc_auc", "log_loss", "brier"] {
        let row = try #require(rows("/folds", name).first { $0["metric"]?.string == metric })
        let values = row["folds"]?.items.compactMap(\.double) ?? []
        let wanted = (point.metrics[metric]?.folds ?? []).compactMap { $0 }
        #expect(values.count == 3 && zip(values, wanted).allSatisfy { abs($0 - $1) < 1e-12 })
      }
    }
  }

  @Test("the surface has the best point of each pair of values, and levels the best of each value")
  func surface() throws {
    let points = try run.points().filter { $0.model == "forest" }
    let search = try #require(figures["search"])
    #expect(search["along"] == "n_estimators" && search["lines"] == "max_depth" && search["count"] == 16)
    let places = search["surface"]?.items ?? []
    #expect(places.count == 4)
    func best(_ isWanted: (PointRecord) -> Bool) -> Double? {
      points.filter(isWanted).compactMap { $0.metrics["roc_auc"]?.mean }.max()
    }
    for place in places {
      let (trees, depth) = (place["along"]?.double, place["line"]?.double)
      #expect(
        place["mean"]?.double
          == best { $0.params["n_estimators"]?.double == trees && $0.params["max_depth"]?.double == depth })
    }
    for level in search["levels"]?.items ?? [] {
      let axis = try #require(level["axis"]?.string)
      #expect(level["best"]?.double == best { $0.params[axis]?.compact == level["level"]?.string })
      #expect(level["points"] == 8)
    }
  }

  @Test("a metric of which less is better keeps its sign, and its best is the least")
  func minimized() throws {
    let run = try SmallRun(SmallExperiment.text(search: "{metric: log_loss}"))
    let search = try #require(JSONRecord.json(try RunFigures(run.run, jobs: 1))["search"])
    let losses = try run.points().filter { $0.model == "forest" }.compactMap { $0.metrics["log_loss"]?.mean }
    #expect(search["direction"] == "minimize")
    #expect(search[pointer: "/points/0/mean"]?.double == losses.min())
    #expect(search["surface"]?.items.compactMap { $0["mean"]?.double }.min() == losses.min())
    let bests = (search["levels"]?.items ?? []).filter { $0["axis"] == "max_depth" }.compactMap { $0["best"]?.double }
    let worth = (search["worth"]?.items ?? []).first { $0["axis"] == "max_depth" }?["worth"]?.double
    #expect(worth == (bests.max() ?? 0) - (bests.min() ?? 0) && bests.min() == losses.min())
  }

  @Test("the plateau is what the folds cannot tell from the best")
  func plateau() throws {
    let points = try run.points().filter { $0.model == "forest" }
    let best = try #require(points.min { ($0.rank ?? .max, $0.id) < ($1.rank ?? .max, $1.id) })
    func folds(_ point: PointRecord) -> [Double] { (point.metrics["roc_auc"]?.folds ?? []).compactMap { $0 } }
    let members = points.filter { point in
      let d = zip(folds(best), folds(point)).map { $0 - $1 }
      let mean = d.reduce(0, +) / 3
      let variance = d.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
      return abs(mean) <= ((1 / 3.0 + 1 / 2.0) * variance).squareRoot()
    }
    #expect(figures[pointer: "/search/plateau/points"] == .integer(members.count))
    let trees = members.compactMap { $0.params["n_estimators"]?.double }.min()
    #expect(figures[pointer: "/search/plateau/begins/n_estimators"]?.double == trees)
    for place in figures[pointer: "/search/surface"]?.items ?? [] {
      let isMember = members.contains {
        $0.params["n_estimators"]?.double == place["along"]?.double
          && $0.params["max_depth"]?.double == place["line"]?.double
      }
      #expect(place["plateau"] == .boolean(isMember))
    }
  }
}
