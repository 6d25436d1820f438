import ChurnML
import TestSupport
import Testing

@testable import Workbench

/// The rules that choose among points, on values made by hand and in runs.
@Suite struct RuleTests {
  private func ranking(_ rule: String, metric: String = "roc_auc", rope: Double = 0.02) throws -> Ranking {
    let folder = try TemporaryFolder()
    let text = SmallExperiment.text(search: "{metric: \(metric), rule: \(rule)}") + "\ncomparisons: {rope: \(rope)}\n"
    return Ranking(try Experiment.load(path: SmallExperiment.write(to: folder, text)))
  }

  private func entry(_ id: Int, _ value: Double?, nodes: Double?, error: Double? = 0.015) -> Ranking.Entry {
    .init(
      candidate: Candidate(id: id, model: "forest", parameters: [:]), value: value, standardError: error, nodes: nodes)
  }

  private var entries: [Ranking.Entry] {
    [
      entry(0, 0.80, nodes: 900), entry(1, 0.83, nodes: 500), entry(2, 0.82, nodes: 40), entry(3, nil, nodes: 1),
      entry(4, 0.812, nodes: 20), entry(5, 0.81, nodes: 20),
    ]
  }

  @Test func eachRuleByHand() throws {
    let best = try #require(try ranking("best").choice(entries))
    #expect(best.chosen.candidate.id == 1 && best.margin == nil && best.eligible == 1)
    let oneSE = try #require(try ranking("one_se").choice(entries))
    #expect(oneSE.chosen.candidate.id == 2 && oneSE.margin == 0.015 && oneSE.eligible == 2)
    let practical = try #require(try ranking("practical").choice(entries))
    #expect(practical.chosen.candidate.id == 4 && practical.margin == 0.02 && practical.eligible == 4)
    #expect(try ranking("practical", rope: 0.001).choice(entries)?.chosen.candidate.id == 1)
    // Less is better: 0.80 is the best, and 0.81 and 0.812 lie within 0.015.
    let loss = try #require(try ranking("practical", metric: "log_loss", rope: 0.015).choice(entries))
    #expect(loss.best.candidate.id == 0 && loss.chosen.candidate.id == 4 && loss.eligible == 3)
  }

  /// A model without trees has no nodes: the stronger penalty is the simpler.
  @Test func withoutTreesTheStrongerPenaltyIsSimpler() throws {
    let entries = [10.0, 0.1, 1].enumerated().map { id, penalty in
      Ranking.Entry(
        candidate: Candidate(id: id, model: "logistic", parameters: ["C": .number(penalty)]), value: 0.8, nodes: 0)
    }
    #expect(try ranking("practical").chosen(entries)?.candidate.id == 1)
  }

  /// `std / sqrt(folds - 1)` with ddof 0 is the sample deviation over the root of the folds.
  @Test func theStandardErrorIsOfTheMean() {
    let figure = FoldFigure([1, 2, 4, 9].map { .success($0) })
    #expect(close(figure.standardError ?? 0, (38.0 / 3 / 4).squareRoot(), within: 1e-12))
    #expect(FoldFigure([.success(1)]).standardError == nil)
  }

  @Test(arguments: ["one_se", "practical"]) func enginesCountTheSameNodes(rule: String) throws {
    let models = """
      models:
        forest: {n_estimators: [3, 9], max_depth: [2, null], max_leaf_nodes: [null, 7], ccp_alpha: [0.0, 0.002], min_samples_leaf: [1, 5]}
        boosting: {n_estimators: [5, 10]}
        logistic: {C: [0.1, 1]}
      comparisons: {rope: 0.03}
      """
    let text = SmallExperiment.text(search: "{rule: \(rule)}", models: models).replacing(
      "reference: majority", with: "")
    let shared = try SmallRun(text)
    let naive = try SmallRun(text, engine: .naive)
    #expect(shared.record.resultsDigest == naive.record.resultsDigest)
    let nodes = try [shared, naive].map { run in
      let runner = try SmallRun.runner("\(run.folder.path)/small.yaml", engine: run.record.engine.mode)
      return runner.plan.nodes(try Journal(run.run.file(.journal)).entries())
    }
    #expect(nodes[0] == nodes[1] && nodes[0].values.allSatisfy { $0 >= 0 } && Set(nodes[0].values).count > 10)
    #expect(JSONRecord.compact(shared.record.selected) == JSONRecord.compact(naive.record.selected))
    let evidence = try #require(shared.record.selected.evidence)
    #expect(shared.record.selected.rule == rule && evidence.pointsWithin >= 1)
    #expect(try #require(evidence.nodes) <= #require(evidence.bestNodes))
    #expect(try RunVerifier(shared.run, jobs: 2).recompute().ok)
    // The model that leaves the run is the chosen one, whose trees are of the size that was counted on folds.
    let forest = try #require(try shared.run.savedModel("forest").classifier as? Forest)
    #expect(forest.nodes > 0 && shared.record.models["forest"]?.point == shared.record.selected.point)
  }
}
