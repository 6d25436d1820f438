import ChurnML
import TestSupport
import Testing

@testable import Workbench

/// Experiment files that speak of money and bands, and what becomes of them in a run.
@Suite struct BandPlanTests {
  private static let campaign = "campaign: {clv: 200, incentive: 10, contact: 1, acceptance: 0.3}"

  private static func experiment(_ more: String) throws -> Experiment {
    try Experiment.read(SmallExperiment.text() + "\n" + more, name: "x.yaml", folder: "")
  }

  @Test func everyRuleReadsBackFromTheResolvedFile() throws {
    for rule in [
      "{cut_offs: [0.3, 0.6]}", "{capacity: [40, 0.2], names: [a, b, c]}", "{precision: [0.7]}", "{recall: [0.5, 0.8]}",
      "{actions: [{name: call, acceptance: 0.3, incentive: 10, contact: 15}]}",
    ] {
      let experiment = try Self.experiment(
        Self.campaign + "\nbands: \(rule)\ncalibration: {method: beta, churn_rate: 0.02}")
      let again = try Experiment.read(experiment.resolved.pretty, name: "resolved", folder: "")
      #expect(again.bands == experiment.bands && again.bands != nil)
      #expect(again.calibration == CalibrationPlan(method: .beta, churnRate: 0.02))
    }
  }

  static let mistakes = [
    ("bands: {names: [a, b]}", "nothing says where bands begin"),
    ("bands: {cut_offs: [0.3], recall: [0.5]}", "cut_offs and recall both say"),
    ("bands: {cut_offs: [0.6, 0.3]}", "do not increase"), ("bands: {cut_offs: [0.3], names: [a]}", "make 2 bands"),
    ("bands: {cut_offs: [1.3]}", "1.3 is not possible here"),
    ("bands: {actions: [{name: a, acceptance: 0.1, incentive: 1, contact: 1}]}", "needs the section campaign"),
    ("thresholds: {objectives: [profit]}", "the objective profit needs the section campaign"),
    ("calibration: plat", "did you mean \"platt\""), ("calibration: {method: platt, churn_rate: 0}", "churn_rate"),
  ]

  @Test(arguments: mistakes) func mistakesAreNamed(text: String, words: String) {
    do {
      _ = try Self.experiment(text)
      Issue.record("no error for \(text)")
    } catch { #expect("\(error)".contains(words), "\(error)") }
  }

  @Test func aCampaignAloneIsOneAction() throws {
    let planner = try #require(BandPlanner(try Self.experiment(Self.campaign)))
    let bands = try planner.bands(on: RankedScores(labels: [0, 1], scores: [0.1, 0.9]))
    #expect(bands.bands.map(\.name) == ["Low", "High"])
    #expect(bands.bands.map { $0.action?.name } == [nil, "contact"])
    #expect(close(bands.bands[1].from, 11.0 / 67, within: 1e-15))
    #expect(BandPlanner(try Self.experiment("")) == nil)
  }

  @Test func profitIsJudgedWhereverThereIsACampaign() throws {
    let experiment = try Self.experiment(Self.campaign + "\nthresholds: {objectives: [f1]}")
    #expect(experiment.judgedObjectives.map(\.name) == ["f1", "profit"])
    #expect(try Self.experiment("").judgedObjectives.map(\.name) == ["f1", "youden", "accuracy", "cost"])
  }

  /// A run with repeats, a capacity, fixed cut-offs and a search by profit: everything of a decision at once.
  @Test func aRunWithRepeats() throws {
    let more = Self.campaign + "\nthresholds: {capacity: 60}\nbands: {cut_offs: [0.2, 0.4]}\ncalibration: isotonic"
    let text = SmallExperiment.text(resampling: "{folds: 3, repeats: 2}", search: "{metric: profit}") + "\n" + more
    let folder = try TemporaryFolder()
    let experiment = try Experiment.load(path: try SmallExperiment.write(to: folder, text))
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    let run = try runner.create(under: folder.path + "/Results", source: text)
    let record = try runner.compute(run)
    #expect(record.bands.map(\.name) == ["Low", "Medium", "High"])
    #expect(record.bands.reduce(0) { $0 + $1.customers } == 240)
    #expect(record.notes.contains { $0.hasSuffix("in another band by the models of another repeat") })
    let at = try #require(record.models["forest"]?.atThreshold)
    #expect(at.confusion.tp + at.confusion.fp <= 120)
    var request = ThresholdRequest(path: run.path)
    let answer = try request.answer(jobs: 2)
    #expect(answer.objective == "profit" && answer.customers == 240)
    #expect((answer.choice.value?.optimum?.confusion.contacted ?? 999) <= 60 + 1e-9)
    #expect(answer.crossFitted.value?.repeats.count == 2)
    #expect(answer.choice.value?.optimum?.threshold == record.thresholds["profit"]?.threshold)
    request.columns.clv = "usage"
    let own = try request.answer(jobs: 2)
    #expect(own.bayesThreshold.value == nil)
    #expect(try RunVerifier(run, jobs: 2).recompute().damages.isEmpty)
  }
}
