import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// Runs of the telco data that end in a decision, light ones.
@Suite(.serialized) struct TelcoDecisionTests {
  static let money = """
    campaign: {clv: 200, incentive: 10, contact: 1, acceptance: {alpha: 6, beta: 14}, stayer_acceptance: 1}
    bands:
      names: [Low, Medium, High]
      actions:
        - {name: email, acceptance: 0.1, incentive: 5, contact: 0.1}
        - {name: call, acceptance: 0.3, incentive: 10, contact: 15}
        - {name: gift, acceptance: 0.1, incentive: 80, contact: 15}
    """

  struct Finished {
    let folder: TemporaryFolder
    let run: RunFolder
    let record: RunRecord
  }

  static func run(_ more: String, forest: String = "n_estimators: [60], max_depth: [10]") throws -> Finished {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      experiment: telco
      seed: 7
      data: {path: \(try Fixture.telcoPath()), target: {column: Churn, positive: "Yes"}, ignore: [customerID]}
      search: {resamples: 20}
      models: {forest: {\(forest), min_samples_leaf: [10]}, majority: {}}
      \(more)
      """, to: "telco.yaml")
    let experiment = try Experiment.load(path: file)
    let runner = Runner(
      experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    let run = try runner.create(under: folder.path + "/Results", source: "")
    return Finished(folder: folder, run: run, record: try runner.compute(run))
  }

  static let calibrated = Result { try run("calibration: platt\n" + money) }

  /// A tuned forest and logistic regression do not differ on these data.
  @Test func theForestIsNoBetterThanLogisticRegression() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      experiment: telco
      seed: 7
      data: {path: \(try Fixture.telcoPath()), target: {column: Churn, positive: "Yes"}, ignore: [customerID]}
      search: {resamples: 20}
      models: {forest: {n_estimators: [40, 120], max_depth: [8], min_samples_leaf: [10]}, logistic: {}}
      """, to: "telco.yaml")
    let experiment = try Experiment.load(path: file)
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    let record = try runner.compute(runner.create(under: folder.path + "/Results", source: ""))
    let comparison = try #require(record.comparisons.first)
    #expect(comparison.model == "forest" && comparison.reference == "logistic")
    #expect(comparison.verdict == "no difference that matters" && comparison.basis == "after selection")
    #expect(abs(comparison.difference.mean ?? 1) < 0.005)
  }

  @Test func bandsFollowTheActionsValueLines() throws {
    let record = try Self.calibrated.get().record
    let bands = record.bands
    #expect(bands.map(\.name) == ["Low", "Medium", "High"])
    #expect(bands.map(\.action) == [nil, "email", "call"])
    let envelope = try Fixture.json("stats_reference")["three_band_action_envelope"]
    #expect(envelope.keys.isEmpty == false)
    #expect(close(bands[1].from ?? 0, 0.208163265306, within: 1e-12))
    #expect(close(bands[2].from ?? 0, 0.468235294118, within: 1e-12))
    #expect(bands.reduce(0) { $0 + $1.customers } == 7043)
    #expect(bands.reduce(0) { $0 + $1.churners } == 1869)
    for band in bands {
      let rate = Double(band.churners) / Double(band.customers)
      #expect(band.churnRate == rate)
      #expect(band.churnRateInterval.low < rate && rate < band.churnRateInterval.high)
      #expect((0...0.2).contains(band.changed ?? 1))
      #expect(abs((band.expectedProfit ?? 99) - (band.measuredProfit ?? 0)) < 1.5)
    }
    #expect(record.notes.contains("gift is nowhere the best action and is left out"))
  }

  /// The literature's figures: a cut-off near 0.193 over folds, everybody at 6.78, a third lost by acting at 0.5.
  @Test func profitIsWhereItIsKnownToBe() throws {
    let record = try Self.calibrated.get().record
    let profit = try #require(record.thresholds["profit"])
    let fitted = try #require(profit.crossFitted)
    #expect(abs((fitted.threshold.mean ?? 0) - 0.193) < 0.03)
    #expect(close(profit.contactEverybody ?? 0, 6.7798, within: 1e-4))
    #expect(profit.contactNobody == 0)
    let half = try #require(record.campaign?.models["forest"]?.atHalf)
    #expect((0.25...0.4).contains(1 - half / (fitted.value.mean ?? 1)))
    let bayes = try #require(record.thresholds["bayes"])
    #expect(close(bayes.threshold ?? 0, 11.0 / 67, within: 1e-15))
    #expect((bayes.value ?? 0) > 9.5)
    let models = try #require(record.campaign?.models["forest"])
    #expect((models.mpc.mean ?? 0) > (fitted.value.mean ?? 0))
    #expect((models.empc.mean ?? 0) > (models.mpc.mean ?? 99) - 1e-9)
  }

  @Test func calibrationShowsWhatItGains() throws {
    let finished = try Self.calibrated.get()
    let forest = try #require(finished.record.calibration?.models["forest"])
    let (after, gain) = (try #require(forest.after), try #require(forest.gain))
    #expect(forest.refusal == nil)
    #expect(abs((after.slope ?? 0) - 1) < 0.02)
    #expect(close(gain.logLoss ?? 0, (forest.before.logLoss ?? 0) - (after.logLoss ?? 0), within: 1e-15))
    // The column of predictions.csv is what was judged.
    let table = try ScoreTable(
      path: finished.run.path + "/predictions.csv", label: "label", numbers: ["forest", "forest_calibrated"], jobs: 2)
    let ranked = RankedScores(
      labels: try table.labels("label", positive: "1"), scores: try table.numbers("forest_calibrated"))
    #expect(try close(LogLoss().value(of: ranked), after.logLoss ?? 0, within: 1e-12))
  }

  /// `predict` on the training customers: columns from the saved decision, against the formulas.
  @Test func predictSaysWhatToDo() throws {
    let finished = try Self.calibrated.get()
    let model = try finished.run.savedModel()
    let decision = try #require(try finished.run.decision("forest"))
    let out = finished.folder.path + "/scored.csv"
    _ = try Scoring(model, decision: decision, jobs: 2).score(try Fixture.telcoPath(), to: out)
    let scored = try Table.read(path: out)
    func numbers(_ name: String) throws -> [Double] {
      if case .numeric(let values) = try scored.column(named: name).values { values } else { [] }
    }
    func words(_ name: String) throws -> [String] {
      guard case .categorical(let codes, let names) = try scored.column(named: name).values else { return [] }
      return codes.map { $0 < 0 ? "" : names[Int($0)] }
    }
    let (raw, probability) = (try numbers("probability"), try numbers("calibrated_probability"))
    let (profit, bands) = (try numbers("expected_profit"), try words("band"))
    #expect(raw.count == 7043)
    for row in stride(from: 0, to: 7043, by: 97) {
      let p = probability[row]
      let email = p * (0.1 * 195 - 0.1) - (1 - p) * 5.1
      let call = p * (0.3 * 190 - 15) - (1 - p) * 25
      #expect(close(profit[row], max(0, email, call), within: 1e-12))
      #expect(bands[row] == (p < 0.208163265306 ? "Low" : p < 0.468235294118 ? "Medium" : "High"))
    }
    #expect(zip(raw, probability).allSatisfy { abs($0 - $1) < 0.1 })
    #expect(raw != probability)
  }

  @Test func verifyFindsTheSameDecision() throws {
    let verification = try RunVerifier(Self.calibrated.get().run, jobs: 2).recompute()
    #expect(verification.damages.isEmpty, "\(verification.damages)")
  }

  /// Balanced class weights raise every score: no money is promised on them until they are calibrated.
  @Test func balancedForestIsRefusedUntilCalibrated() throws {
    let forest = "n_estimators: [20], max_depth: [6], class_weight: [balanced]"
    let refused = try Self.run(Self.money, forest: forest)
    #expect(refused.record.bands.isEmpty)
    let bayes = try #require(refused.record.thresholds["bayes"])
    #expect(bayes.threshold == nil && bayes.reason?.hasPrefix("the scores are not calibrated") == true)
    #expect(refused.record.notes.contains { $0.hasPrefix("forest: bands and customers' expected profit are refused") })
    // Profit on labelled rows needs only the ranking.
    #expect((refused.record.thresholds["profit"]?.value ?? 0) > 9.5)
    let decision = try #require(try refused.run.decision("forest"))
    #expect(decision.verdicts()(0.9).band == nil && decision.verdicts()(0.9).expectedProfit == nil)
    #expect(decision.verdicts(force: true)(0.9).action == "call")
    let customers = try ScoredCustomers(refused.run, jobs: 2)
    let campaign = CustomerMoney.campaign(
      try CustomerEconomics(Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3))))
    let question = try ThresholdQuestion(objective: "bayes")
    #expect(throws: InputError.self) {
      try ThresholdStudy(customers, money: campaign, jobs: 2).answer(question)
    }
    let raw = try ThresholdStudy(customers, money: campaign, jobs: 2).answer(
      ThresholdQuestion(objective: "bayes", force: true))
    let platt = try ThresholdStudy(customers, calibration: .platt, money: campaign, jobs: 2).answer(question)
    // DESIGN: 7 % of the profit at t* is lost without calibration.
    let lost = 1 - (raw.choice.value?.optimum?.value ?? 0) / (platt.choice.value?.optimum?.value ?? 1)
    #expect((0.02...0.15).contains(lost), "\(lost)")
  }
}
