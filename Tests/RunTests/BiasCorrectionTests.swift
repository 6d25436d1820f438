import ChurnML
import TestSupport
import Testing

@testable import Workbench

/// The bias-corrected estimate against the same procedure written out: rows drawn one by one, every metric by its own definition.
@Suite struct BiasCorrectionTests {
  private struct Parts {
    let run: SmallRun
    let plan: RunPlan
    let assessment: Assessment
    /// Of each candidate that has scores, one list a split.
    var scores: [Int: [[Double]]] = [:]
    /// The customer of each row.
    let customers: [Int]
    let resamples: CustomerResamples

    init(_ text: String) throws {
      run = try SmallRun(text)
      let runner = try SmallRun.runner("\(run.folder.path)/small.yaml")
      plan = runner.plan
      assessment = runner.judged.assessment
      let store = try ScoreStore(plan, run.run, entries: Journal(run.run.file(.journal)).entries())
      for candidate in plan.candidates where !candidate.isMean {
        scores[candidate.id] = try store.scores(of: candidate).probabilities
      }
      // Rows in the order in which splits judge them first.
      var places: [Int: Int] = [:]
      for row in assessment.splits.flatMap(\.assessment) where places[row] == nil { places[row] = places.count }
      customers = (0..<places.count).map { places[$0] ?? 0 }
      resamples = CustomerResamples(
        customers: places.count, count: run.record.biasCorrected.resamples, seed: runner.experiment.seed)
    }

    func fold(_ split: Int, _ scores: [[Double]], _ times: (Int) -> Int) -> RankedScores {
      let rows = assessment.splits[split].assessment
      let places = rows.indices.flatMap { [Int](repeating: $0, count: times(customers[rows[$0]])) }
      return RankedScores(
        labels: places.map { assessment.labels[split][$0] }, scores: places.map { scores[split][$0] })
    }

    func value(_ metric: any Metric, _ scores: [[Double]], _ times: (Int) -> Int) -> Double {
      let values = assessment.splits.indices.compactMap { try? metric.value(of: fold($0, scores, times)) }
      return values.reduce(0, +) / Double(values.count)
    }
  }

  @Test(arguments: ["roc_auc", "log_loss", "ks"]) func itIsTheProcedureWrittenOut(metric: String) throws {
    let text = SmallExperiment.text(resampling: "{folds: 3, repeats: 2}", search: "{metric: \(metric)}")
    let parts = try Parts(text)
    let record = parts.run.record.biasCorrected
    let measure = try #require(MetricCatalogue.metric(named: metric))
    let isMaximized = type(of: measure).direction == .maximize
    #expect(record.resamples == 40 && record.reason == nil)
    var (sum, drawnSum) = (0.0, 0.0)
    var winners: [String: Int] = [:]
    for resample in 0..<record.resamples {
      let draws = { parts.resamples.draws(of: $0, in: resample) }
      var best: (candidate: Candidate, value: Double)?
      for candidate in parts.plan.candidates {
        let value = parts.value(measure, parts.scores[candidate.id] ?? [], draws)
        // Of equals the one of fewer trees, then the shallower, then the first.
        let size = { (c: Candidate) in
          [c.parameters["n_estimators"]?.integer ?? 0, c.parameters["max_depth"]?.integer ?? .max, c.id]
        }
        let isBetter = best.map { isMaximized ? value > $0.value + 1e-12 : value < $0.value - 1e-12 } ?? true
        let isEqual = best.map { abs(value - $0.value) <= 1e-12 } ?? false
        if isBetter || isEqual && size(candidate).lexicographicallyPrecedes(size(best?.candidate ?? candidate)) {
          best = (candidate, value)
        }
      }
      let chosen = try #require(best)
      winners[chosen.candidate.model, default: 0] += 1
      drawnSum += chosen.value
      sum += parts.value(measure, parts.scores[chosen.candidate.id] ?? []) { draws($0) == 0 ? 1 : 0 }
    }
    let count = Double(record.resamples)
    #expect(close(record.whole.estimate ?? 0, sum / count, within: 1e-9))
    for (model, share) in record.chosen.members { #expect(close(share, Double(winners[model] ?? 0) / count)) }
    #expect(record.optimism == (record.whole.uncorrected ?? 0) - (record.whole.estimate ?? 0))
    let best = parts.run.record.models[parts.run.record.winner.model]?.outOfFold[metric] ?? nil
    #expect(close(record.whole.uncorrected ?? 0, best ?? 0, within: 1e-12))
    let (low, high) = (try #require(record.whole.low), try #require(record.whole.high))
    #expect(low < sum / count && sum / count < high)
  }

  /// A cut-off is chosen on the customers drawn, all folds together, and judged on those left out.
  @Test func cutOffsAreChosenAnewToo() throws {
    let parts = try Parts(
      SmallExperiment.text(models: "models:\n  forest: {n_estimators: [8], max_depth: [3]}\n  majority: {}"))
    let record = parts.run.record.biasCorrected
    let scores = try #require(parts.scores[parts.run.record.selected.point])
    let pooled = { (times: (Int) -> Int) -> RankedScores in
      let folds = parts.assessment.splits.indices.map { parts.fold($0, scores, times) }
      return RankedScores(labels: folds.flatMap(\.labels), scores: folds.flatMap(\.scores))
    }
    for objective in [ThresholdObjective.f1, .youden] {
      var values: [Double] = []
      for resample in 0..<record.resamples {
        let draws = { parts.resamples.draws(of: $0, in: resample) }
        let threshold = try objective.best(in: pooled(draws)).threshold
        values.append(
          try objective.value(of: Confusion(pooled { draws($0) == 0 ? 1 : 0 }, threshold: threshold)))
      }
      let estimate = record.thresholds[objective.name]?.estimate ?? 0
      #expect(close(estimate, values.reduce(0, +) / Double(values.count), within: 1e-9))
      #expect((record.thresholds[objective.name]?.uncorrected ?? 0) > estimate)
    }
  }

  /// A mean takes what each resample chose of its parts, and a rule is followed in each.
  @Test func meansAndRulesAreRepeated() throws {
    let models = """
      models:
        forest: {n_estimators: [3, 6], max_depth: [2, 4]}
        logistic: {C: [0.1, 1]}
        mean: {of: [forest, logistic]}
        majority: {}
      """
    let best = try SmallRun(SmallExperiment.text(models: models)).record.biasCorrected
    let practical = try SmallRun(SmallExperiment.text(search: "{rule: practical}", models: models)).record.biasCorrected
    let mean = try #require(best.models["mean"]?.estimate)
    #expect(mean > 0.5 && best.chosen["mean"] ?? 0 > 0)
    #expect(practical.models["forest"]?.estimate != best.models["forest"]?.estimate)
    #expect(practical.models["majority"]?.estimate == 0.5)
  }

  @Test func itIsRefusedWhereTheChoiceCannotBeRepeated() throws {
    let folder = try TemporaryFolder()
    let runner = try SmallRun.runner(SmallExperiment.write(to: folder), maxScoreBytes: 20_000)
    let run = try runner.create(under: folder.path + "/Results", source: "")
    let record = try runner.compute(run).biasCorrected
    #expect(record.whole.estimate == nil && record.resamples == 0)
    #expect(record.reason?.contains("--max-score-bytes") ?? false)
    #expect(record.whole.uncorrected != nil)
    #expect(try RunVerifier(run, jobs: 2).recompute().ok)
  }

  /// With several rows a customer, rows of one are drawn together.
  @Test func customersAreDrawnWhole() throws {
    let folder = try TemporaryFolder()
    let text = Snapshots.experiment(
      resampling: "{method: stratified_grouped, folds: 3}", data: ", entity: customer, as_of: seen")
    let runner = try SmallRun.runner(Snapshots.write(to: folder, text))
    let run = try runner.create(under: folder.path + "/Results", source: text)
    let whole = try runner.compute(run).biasCorrected
    #expect(run.has(.rows))
    let rows = try JudgedData(run).rows
    #expect(Set(rows.customers).count == 60 && rows.labels == runner.data.dataset.labels)
    // As many customers as are judged are drawn, not as many as there are rows.
    let drawn = ResampledCustomers(rows, runner.judged.assessment, seed: 3)
    #expect(drawn.resamples.customers == 60)
    #expect(whole.whole.estimate != nil)
    #expect(try RunVerifier(run, jobs: 2).recompute().ok)
  }
}
