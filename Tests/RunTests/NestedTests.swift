import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// Nested cross-validation from the experiment file to the record.
@Suite struct NestedTests {
  static let models = """
    models:
      forest: {n_estimators: [3, 6], max_depth: [2, 4], min_samples_leaf: [1, 5]}
      logistic: {C: [0.1, 1]}
      mean: {of: [forest, logistic]}
      majority: {}
    calibration: platt
    """
  static let text = SmallExperiment.text(resampling: "{folds: 3, outer: {folds: 4}}", models: models)
  private static let plain = Result { try SmallRun(text) }

  /// What does not depend on what this process computed.
  private static func json(_ nested: NestedRecord?) -> String {
    var json = JSONRecord.json(nested)
    for key in ["fits_run", "fits_reused"] { json = json.without(key) }
    return json.compact
  }

  @Test func enginesAndJobsAgree() throws {
    let record = try Self.plain.get().record
    for (engine, jobs) in [(EngineMode.naive, 2), (.shared, 1)] {
      let other = try SmallRun(Self.text, engine: engine, jobs: jobs).record
      #expect(other.resultsDigest == record.resultsDigest)
      let (a, b) = (Self.json(record.nested), Self.json(other.nested))
      #expect(
        engine == .shared
          ? a == b : a.replacing(/"fits_planned":\d+/, with: "") == b.replacing(/"fits_planned":\d+/, with: ""))
    }
  }

  /// outer x (inner x fit groups + 1).
  @Test func itCostsTheSearchInEachFoldAndOneFitMore() throws {
    let nested = try #require(try Self.plain.get().record.nested)
    #expect(nested.fitsPlanned == 4 * (3 * 2 + 1) && nested.fitsRun == nested.fitsPlanned && nested.fitsReused == 0)
    #expect(try Self.plain.get().record.engine.fitsRun == 3 * 2)
    let runner = try SmallRun.runner("\(Self.plain.get().folder.path)/small.yaml")
    let plan = PlanRecord(runner)
    #expect(plan.nested?.forestFits == 28 && plan.nested?.outerFolds == 4)
    let units = try Journal(Self.plain.get().run.file(.journal)).entries().count
    #expect(units == runner.plan.fits && plan.fits + (plan.nested?.fits ?? 0) == units)
  }

  @Test func runsAreVerified() throws {
    let run = try Self.plain.get().run
    let verified = try RunVerifier(run, jobs: 2).recompute()
    #expect(verified.ok, "\(verified.damages)")
    let again = try RunVerifier(run, jobs: 1).rerun { _ in }
    #expect(again.ok, "\(again.damages)")
  }

  @Test func anInterruptedRunGoesOn() throws {
    let whole = try Self.plain.get().record
    let torn = try SmallRun(Self.text)
    for file in [RunFolder.File.results, .manifest, .points, .predictions, .nestedPredictions] {
      try FileManager.default.removeItem(atPath: torn.run.file(file))
    }
    let lines = try String(contentsOfFile: torn.run.file(.journal), encoding: .utf8).split(separator: "\n")
    try (lines.prefix(40).joined(separator: "\n") + "\n").write(
      toFile: torn.run.file(.journal), atomically: true, encoding: .utf8)
    let record = try torn.run.runner(jobs: 2).compute(torn.run)
    #expect(record.resultsDigest == whole.resultsDigest)
    #expect(Self.json(record.nested) == Self.json(whole.nested))
    #expect(try #require(record.nested).fitsReused > 0 && #require(record.nested).fitsRun > 0)
  }

  /// Every outer figure is that of `nested_predictions.csv`, row for row with the data's labels.
  @Test func outerScoresAreOfRowsNeverSeen() throws {
    let run = try Self.plain.get()
    let nested = try #require(run.record.nested)
    let data = try LoadedData(Experiment.load(path: "\(run.folder.path)/small.yaml"), jobs: 1)
    #expect(Set(data.outerFolds.flatMap(\.split.assessment)).count == data.dataset.rows)
    for fold in data.outerFolds {
      let outside = Set(fold.split.assessment)
      #expect(fold.inner.allSatisfy { outside.isDisjoint(with: $0.analysis + $0.assessment) })
      #expect(Set(fold.inner.flatMap(\.assessment)) == Set(fold.split.analysis))
    }
    let table = try run.table(.nestedPredictions)
    let (rows, folds) = (try table.numbers("row"), try table.numbers("fold"))
    for (name, model) in nested.models.members {
      let scores = try table.numbers(name)
      for fold in 0..<4 {
        let lines = rows.indices.filter { folds[$0] == Double(fold) }
        #expect(lines.map { Int(rows[$0]) } == data.outerFolds[fold].split.assessment)
        let labels = lines.map { data.dataset.labels[Int(rows[$0])] }
        let ranked = RankedScores(labels: labels, scores: lines.map { scores[$0] })
        #expect(try model.pair.outer.folds[fold] == ROCAUC().value(of: ranked))
        #expect(try model.metrics["brier"]?.folds[fold] == Brier().value(of: ranked))
        let threshold = try #require(model.thresholds["f1"]?.threshold.folds[fold])
        let value = try? Confusion(ranked, threshold: threshold).f1
        #expect(model.thresholds["f1"]?.value.folds[fold] == value)
      }
    }
  }

  /// The chosen point is fitted on all analysis rows of the outer fold, its cut-off and calibrator on the inner folds' scores.
  @Test func theWinnerOfEachFoldIsTheBestOfItsInnerFolds() throws {
    let nested = try #require(try Self.plain.get().record.nested)
    for fold in nested.outerFolds {
      let best = fold.models.members.compactMap(\.value.innerBest).max()
      #expect(fold.innerBest == best && fold.selected.flatMap { fold.models[$0.model]?.outer } == fold.outer)
      #expect(fold.difference == fold.innerBest.flatMap { inner in fold.outer.map { inner - $0 } })
    }
    #expect(nested.pair.difference.folds == nested.outerFolds.map(\.difference))
    let test = try CorrelatedTTest(
      differences: nested.outerFolds.compactMap(\.difference), testShare: 1.0 / 3
    ).difference
    #expect(close(nested.pair.difference.low ?? 0, test.interval().low, within: 1e-12))
    #expect(nested.note.contains("optimism") && nested.note.contains("fewer rows"))
  }

  /// Outer rows are given each other's features: nothing that was chosen without them changes.
  @Test func outerRowsChangeNothingInside() throws {
    let run = try Self.plain.get()
    let data = try LoadedData(Experiment.load(path: "\(run.folder.path)/small.yaml"), jobs: 1)
    let rows = data.outerFolds[0].split.assessment
    var lines = SmallExperiment.customers().split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    let given = rows.map { lines[$0 + 1] }
    for (place, row) in rows.enumerated() {
      for column in 1...3 { lines[row + 1][column] = given[(place + 7) % rows.count][column] }
    }
    let folder = try TemporaryFolder()
    try folder.write(lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", to: "customers.csv")
    let runner = try SmallRun.runner(folder.write(Self.text, to: "small.yaml"))
    let changed = try runner.compute(runner.create(under: folder.path + "/Results", source: ""))
    let (a, b) = (try #require(run.record.nested), try #require(changed.nested))
    for (name, model) in a.models.members {
      let other = try #require(b.models[name])
      #expect(model.pair.innerBest.folds[0] == other.pair.innerBest.folds[0])
      #expect(a.outerFolds[0].models[name]?.params == b.outerFolds[0].models[name]?.params)
      for (objective, threshold) in model.thresholds.members {
        #expect(threshold.threshold.folds[0] == other.thresholds[objective]?.threshold.folds[0])
      }
    }
    #expect(a.models["forest"]?.pair.outer.folds[0] != b.models["forest"]?.pair.outer.folds[0])
  }

  @Test func comparisonsAreOnOuterScores() throws {
    let record = try Self.plain.get().record
    #expect(record.comparisons.allSatisfy { $0.basis == "nested outer scores" })
    let (forest, majority) = (record.nested?.models["forest"], record.nested?.models["majority"])
    let difference = zip(forest?.pair.outer.folds ?? [], majority?.pair.outer.folds ?? []).map { a, b in
      a.flatMap { a in b.map { a - $0 } }
    }
    #expect(record.comparisons.first { $0.model == "forest" }?.difference.folds == difference)
    #expect(try SmallRun().record.comparisons.contains { $0.basis == "after selection" })
  }

  /// Schemes that hold customers together or judge by later rows, outer and inner.
  @Test(arguments: [
    ("{method: stratified_grouped, folds: 3, outer: {folds: 3}}", ", entity: customer"),
    ("{method: time, folds: 2, outer: {folds: 2}}", ", entity: customer, as_of: seen, horizon: 1"),
    ("{folds: 3, outer: {method: holdout, test_size: 0.3}}", ", as_of: seen"),
    ("{method: bootstrap, repeats: 3, outer: 3}", ", as_of: seen"),
  ])
  func otherSchemes(resampling: String, data: String) throws {
    let folder = try TemporaryFolder()
    let file = try Snapshots.write(to: folder, Snapshots.experiment(resampling: resampling, data: data))
    let runner = try SmallRun.runner(file)
    let run = try runner.create(under: folder.path + "/Results", source: "")
    let record = try runner.compute(run)
    let nested = try #require(record.nested)
    #expect(nested.pair.outer.mean != nil && nested.pair.outer.low != nil)
    #expect(nested.outerFolds.count > 1 || nested.pair.difference.reason != nil)
    let verified = try RunVerifier(run, jobs: 2).recompute()
    #expect(verified.ok, "\(verified.damages)")
    let naive = try SmallRun.runner(file, engine: .naive)
    #expect(
      try naive.compute(naive.create(under: folder.path + "/Naive", source: "")).resultsDigest == record.resultsDigest)
  }

  @Test func thresholdsCanBeWhatIsSearchedFor() throws {
    let text = SmallExperiment.text(resampling: "{folds: 3, outer: 3}", search: "{metric: f1}", models: Self.models)
    let run = try SmallRun(text)
    let nested = try #require(run.record.nested)
    #expect(nested.models["forest"]?.pair.outer.folds == nested.models["forest"]?.thresholds["f1"]?.value.folds)
    #expect(run.record.biasCorrected.whole.estimate != nil)
    #expect(try RunVerifier(run.run, jobs: 2).recompute().ok)
  }

  @Test func whatCannotBeIsRefused() throws {
    let cases: [(text: String, words: [String])] = [
      (SmallExperiment.text(resampling: "{folds: 3, outer: {method: bootstrap}}"), ["outer", "bootstrap"]),
      (SmallExperiment.text(resampling: "{folds: 3, outer: 1}"), ["outer", "1"]),
      (SmallExperiment.text(resampling: "{folds: 3, outer: {fold: 3}}"), ["outer", "fold", "folds"]),
      (SmallExperiment.text(resampling: "{folds: 30, outer: {folds: 40}}"), ["resampling"]),
      (SmallExperiment.text(resampling: "{method: holdout}", search: "{rule: one_se}"), ["one_se", "practical"]),
      (SmallExperiment.text(search: "{rule: smallest}"), ["search.rule", "one_se"]),
    ]
    for (text, words) in cases {
      let error = #expect(throws: InputError.self) { try SmallRun(text) }
      for word in words { #expect(error?.description.contains(word) ?? false, "\(error?.description ?? "")") }
    }
    let folder = try TemporaryFolder()
    let file = try SmallExperiment.write(to: folder, Self.text)
    let runner = try SmallRun.runner(file, maxScoreBytes: 1000)
    #expect(throws: InputError.self) { try runner.create(under: folder.path + "/Results", source: "") }
  }
}

extension JSON {
  fileprivate func without(_ key: String) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key })
  }
}
