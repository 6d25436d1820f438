import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// What honest estimates must show on data whose truth is known. Few repetitions always, many with `Scripts/test --full`.
@Suite struct EvidenceTests {
  private static let models = """
    models:
      forest: {n_estimators: [4, 12], max_depth: [2, 4, 8], min_samples_leaf: [1, 8]}
      logistic: {C: [0.01, 1]}
    """

  private func record(customers: String, resampling: String, seed: Int, resamples: Int = 20) throws -> (
    run: RunFolder, record: RunRecord, folder: TemporaryFolder
  ) {
    let folder = try TemporaryFolder()
    try folder.write(customers, to: "customers.csv")
    let text = SmallExperiment.text(
      resampling: resampling, search: "{resamples: \(resamples)}", models: Self.models
    )
    .replacing("reference: majority", with: "").replacing("seed: 3", with: "seed: \(seed)")
    let runner = try SmallRun.runner(folder.write(text, to: "small.yaml"))
    let run = try runner.create(under: folder.path + "/Results", source: text)
    return (run, try runner.compute(run), folder)
  }

  /// Nothing is to be learned: outer folds find .5, and the best of the inner ones is above it.
  @Test func withShuffledLabelsOuterFoldsFindNothing() throws {
    var (outer, inner): ([Double], [Double]) = ([], [])
    for seed in 0..<(fullTests ? 50 : 5) {
      var lines = SmallExperiment.customers(rows: 240, seed: 5).split(separator: "\n").dropFirst().map {
        $0.split(separator: ",").map(String.init)
      }
      var labels = lines.map { $0[5] }
      var source = RandomSource(UInt64(seed), 0x5F1E)
      source.shuffle(&labels)
      for row in lines.indices { lines[row][5] = labels[row] }
      let text = "id,age,plan,usage,fold,churn\n" + lines.map { $0.joined(separator: ",") + "\n" }.joined()
      let nested = try #require(
        try record(customers: text, resampling: "{folds: 3, outer: {folds: 3}}", seed: seed).record.nested)
      outer += nested.pair.outer.folds.compactMap(\.self)
      inner += nested.pair.innerBest.folds.compactMap(\.self)
    }
    let (mean, best) = (try #require(Spread(outer)), try #require(Spread(inner)))
    let error = mean.std / Double(outer.count - 1).squareRoot()
    #expect(abs(mean.mean - 0.5) < 3 * error, "outer \(mean.mean), standard error \(error)")
    #expect(best.mean > 0.5 + 3 * best.std / Double(inner.count - 1).squareRoot() && best.mean > mean.mean)
    print("shuffled \(outer.count / 3) times: outer \(mean.mean) (standard error \(error)), inner best \(best.mean)")
  }

  /// The true AUC of the model that leaves the run lies within the 95 % intervals as often as they say.
  @Test func intervalsCoverTheTruth() throws {
    let simulations = fullTests ? 200 : 4
    let folder = try TemporaryFolder()
    let fresh = try LoadedData(
      Experiment.load(path: SmallExperiment.write(to: folder, rows: 20_000)), jobs: 2
    ).dataset
    var covered = (nested: 0, corrected: 0)
    var gaps = (nested: 0.0, corrected: 0.0, uncorrected: 0.0)
    for seed in 0..<simulations {
      let customers = SmallExperiment.customers(rows: 300, seed: UInt64(1000 + seed))
      let made = try record(
        customers: customers, resampling: "{folds: 5, outer: {folds: 5}}", seed: seed, resamples: 500)
      let model = try made.run.savedModel(made.record.winner.model).classifier
      let scores = model.predictProbability(fresh.features, rows: Array(0..<fresh.rows), jobs: 2)
      let truth = try ROCAUC().value(of: RankedScores(labels: fresh.labels, scores: scores))
      let nested = try #require(made.record.nested).pair.outer
      let corrected = made.record.biasCorrected.whole
      covered.nested += try #require(nested.low) <= truth && truth <= #require(nested.high) ? 1 : 0
      covered.corrected += try #require(corrected.low) <= truth && truth <= #require(corrected.high) ? 1 : 0
      gaps.nested += try #require(nested.mean) - truth
      gaps.corrected += try #require(corrected.estimate) - truth
      gaps.uncorrected += try #require(corrected.uncorrected) - truth
    }
    print(
      "\(simulations) simulations: nested covers \(covered.nested), bias-corrected \(covered.corrected); mean error nested "
        + "\(gaps.nested / Double(simulations)), bias-corrected \(gaps.corrected / Double(simulations)), uncorrected "
        + "\(gaps.uncorrected / Double(simulations))")
    let (least, most) = fullTests ? (0.90, 0.98) : (0.5, 1)
    for count in [covered.nested, covered.corrected] {
      #expect((least...most).contains(Double(count) / Double(simulations)))
    }
  }

  /// Churn depends on two columns alike, and each model knows one of them: neither is better. Models are fitted anew in each fold.
  @Test(arguments: ComparisonPlan.Test.allCases) func equalModelsAreSeldomDeclaredDifferent(test: ComparisonPlan.Test)
    throws
  {
    let simulations = fullTests ? 200 : 40
    let plan = try comparisons(test)
    var different = 0
    for seed in 0..<simulations {
      var source = RandomSource(UInt64(seed), 0xE9A1)
      let rows = 240
      let columns = (0..<2).map { _ in (0..<rows).map { _ in source.unit() } }
      let labels = (0..<rows).map { row in
        source.unit() < 0.05 + 0.4 * (columns[0][row] + columns[1][row]) / 1.2 ? 1 : 0 as UInt8
      }
      let splits = try StratifiedKFold(folds: 5).splits(of: Population(labels: labels), seed: UInt64(seed))
      let assessment = Assessment(splits, labels: labels)
      let sides = try columns.enumerated().map { index, values in
        let data = Dataset(
          features: [Column(name: "x", values: .numeric(values))], labels: labels,
          target: Target(column: "churn", positive: "1"), digest: "")
        let scores = try splits.map { split in
          try LogisticRegression(LogisticRegression.defaults).fit(
            data, rows: split.analysis, context: FitContext(seed: 1, repeat: 0, fold: split.fold, jobs: 1)
          ).predictProbability(data.features, rows: split.assessment, jobs: 1)
        }
        let ranked = assessment.ranked(scores)
        return ModelComparer.Side(
          model: "m\(index)", values: Judge.figure(ROCAUC(), ranked.flatMap(\.folds)), ranked: ranked)
      }
      let comparer = ModelComparer(
        plan: plan, metric: "roc_auc", direction: .maximize, rows: rows, testShare: assessment.testShare(rows: rows))
      let verdict = comparer.compare([(sides[0], "chosen beforehand")], with: sides[1])[0].verdict
      different += verdict.hasSuffix("better") ? 1 : 0
    }
    print("\(test.rawValue): \(different) of \(simulations) pairs of equal models declared different")
    #expect(Double(different) <= 0.05 * Double(simulations))
  }

  private func comparisons(_ test: ComparisonPlan.Test) throws -> ComparisonPlan {
    let folder = try TemporaryFolder()
    let text = SmallExperiment.text() + "\ncomparisons: {primary: \(test.rawValue)}\n"
    return try Experiment.load(path: SmallExperiment.write(to: folder, text)).comparisons
  }
}
