import ChurnML
import Foundation
import TestSupport
import Testing
import Workbench

@Suite struct ExperimentTests {
  static let everything = """
    experiment: all
    seed: 7
    data:
      path: /data/telco.csv
      target: {column: Churn, positive: 1}
      ignore: [customerID, no]
      types: {SeniorCitizen: categorical, "odd: \\" name\\u2028": numeric}
      missing: [NA, null, ""]
      delimiter: tab
    resampling: {method: predefined, column: fold}
    search: {method: random, metric: cost, budget: 12, seed: 3}
    models:
      mean: {of: [[forest, logistic], [logistic, forest]]}
      forest:
        max_features: [sqrt, 3, 0.5, 1, 1.0, null]
        max_depth: {min: 2, max: 20, distribution: int_log_uniform}
        bootstrap: [True, false]
        ccp_alpha: {min: 1e-5, max: 0.1, distribution: log_uniform}
      logistic: {C: [1, 2.5e-3]}
    reference: forest
    calibration: beta
    thresholds: {objectives: [cost, f1], cost_ratio: 2.5, capacity: 0.2}
    campaign: {clv: 200, incentive: 10, contact: 1, acceptance: {alpha: 6, beta: 14}}
    bands:
      names: [Low, Medium, High]
      actions:
        - {name: email, acceptance: 0.1, incentive: 5, contact: 0.1}
        - {name: call,  acceptance: 0.3, incentive: 10, contact: 15}
    """

  @Test func everyKeyIsRead() throws {
    let experiment = try Sample.read(Self.everything)
    #expect(experiment.data.source == .file(path: "/data/telco.csv", resolved: "/data/telco.csv"))
    #expect(experiment.data.target == Target(column: "Churn", positive: "1"))
    #expect(experiment.data.ignore == ["customerID", "no"])
    #expect(experiment.data.types == ["SeniorCitizen": .categorical, "odd: \" name\u{2028}": .numeric])
    #expect(experiment.data.missing == ["NA", "null", ""])
    #expect(experiment.data.delimiter == "\t")
    #expect(experiment.resampling == .predefined(column: "fold"))
    #expect(experiment.search.metric == "cost")
    #expect(experiment.search.method == .random(budget: 12, seed: 3))
    #expect(experiment.models.map(\.name) == ["mean", "forest", "logistic"])
    #expect(
      experiment.models[0].parameters[0].plan
        == .values([.list([.text("forest"), .text("logistic")]), .list([.text("logistic"), .text("forest")])]))
    let forest = experiment.models[1].parameters
    #expect(forest.map(\.name) == ["max_features", "max_depth", "bootstrap", "ccp_alpha", "n_estimators"])
    #expect(
      forest[0].plan == .values([.text("sqrt"), .integer(3), .number(0.5), .integer(1), .number(1), .none]))
    #expect(forest[1].plan == .distribution(.intLogUniform(2...20)))
    #expect(forest[2].plan == .values([.boolean(true), .boolean(false)]))
    #expect(forest[3].plan == .distribution(.logUniform(1e-5...0.1)))
    #expect(forest[4].plan == .values([.integer(100)]))
    #expect(experiment.models[2].parameters[0].plan == .values([.number(1), .number(0.0025)]))
    #expect(experiment.reference == "forest")
    #expect(experiment.calibration.method == .beta)
    #expect(experiment.thresholds.objectives == ["cost", "f1"])
    #expect(experiment.thresholds.costRatio == 2.5)
    #expect(experiment.thresholds.capacity == .share(0.2))
    #expect(
      try experiment.campaign == Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .beta(alpha: 6, beta: 14)))
    #expect(experiment.bands?.names == ["Low", "Medium", "High"])
    #expect(experiment.bands?.actions.map(\.contact) == [0.1, 15])
  }

  @Test func whatIsLeftOutHasADefault() throws {
    let experiment = try Sample.read(Sample.text())
    #expect(experiment.seed == 0)
    // `positive: Yes` without quotes is the text of a cell, not a boolean.
    #expect(experiment.data.target == Target(column: "Churn", positive: "Yes"))
    #expect(experiment.data.missing == CSVOptions.defaultMissingTokens)
    #expect(experiment.resampling == .stratifiedKFold(folds: 5, repeats: 1))
    #expect(experiment.search.method == .grid)
    #expect(experiment.search.metric == "roc_auc")
    #expect(experiment.reference == "majority")
    #expect(experiment.thresholds.objectives == ["f1", "youden", "accuracy", "cost"])
    #expect(experiment.thresholds.costRatio == 5)
    #expect(experiment.calibration.method == .none)
    #expect(experiment.campaign == nil)
    let forest = experiment.models[0].parameters
    #expect(forest.map(\.name) == ["max_depth", "n_estimators", "max_features", "bootstrap", "ccp_alpha"])
    #expect(forest[0].plan == .values([.integer(4), .none]))
    #expect(forest[4].plan == .values([.number(0)]))
  }

  @Test func builtinDataNeedNoTarget() throws {
    let experiment = try Sample.read(Sample.text("data: {builtin: synthetic-telco, rows: 500}"))
    #expect(experiment.data.source == .builtin(name: "synthetic-telco", rows: 500, seed: 0))
    #expect(experiment.data.target == Target(column: "Churn", positive: "Yes"))
  }

  @Test(arguments: ["null", "~", "None", ""])
  func pythonsNoneMeansNoLimit(word: String) throws {
    let experiment = try Sample.read(Sample.text("models: {forest: {max_depth: \(word)}}"))
    #expect(experiment.models[0].parameters[0].plan == .values([.none]))
  }

  @Test(arguments: [everything, Sample.text(), Sample.text("data: {builtin: synthetic-telco}")])
  func theResolvedFileIsTheSameExperiment(text: String) throws {
    let experiment = try Sample.read(text)
    for written in [experiment.resolved.pretty, experiment.resolved.compact] {
      let again = try Sample.read(written)
      #expect(again == experiment)
      #expect(again.configDigest == experiment.configDigest)
      #expect(try JSONSerialization.jsonObject(with: Data(written.utf8)) is [String: Any])
    }
  }

  /// Also where a default is itself a list, and an empty one.
  @Test(arguments: LearnerSpecification.all.map(\.name))
  func theDefaultsOfEveryLearnerReadBack(name: String) throws {
    func read(_ text: String) throws -> Experiment {
      try Experiment.read(
        text, name: "x.yaml", folder: "", overrides: [], specifications: LearnerSpecification.all,
        metrics: MetricCatalogue.names)
    }
    let data = "data: {path: x.csv, target: {column: y, positive: a}}"
    // A mean needs something to be the mean of.
    let models =
      name == "mean" ? "models: {forest: , majority: , mean: {of: [forest, majority]}}" : "models: {\(name): }"
    let experiment = try read("experiment: x\n\(data)\n\(models)")
    #expect(try read(experiment.resolved.pretty) == experiment)
  }

  @Test func theDigestIsOfWhatIsAskedFor() throws {
    let digest = try Sample.read(Sample.text()).configDigest
    #expect(digest.count == 64)
    let moved = "data: {target: {positive: \"Yes\", column: Churn}, path: elsewhere/telco.csv}"
    #expect(try Sample.read(Sample.text(moved)).configDigest == digest)
    #expect(try Sample.read(Sample.text("resampling: {folds: 5}")).configDigest == digest)
    #expect(try Sample.read(Sample.text("resampling: {folds: 6}")).configDigest != digest)
  }

  @Test func aPathStartsFromTheFilesFolderAndCanBeMoved() throws {
    let folder = Sample.temporaryFolder()
    let file = "\(folder)/x.yaml"
    try Data(("\u{FEFF}" + Sample.text()).utf8).write(to: URL(fileURLWithPath: file))
    let read = { try Experiment.load(path: $0, specifications: Sample.specifications, metrics: ["roc_auc"]) }
    let experiment = try read(file)
    #expect(experiment.data.source == .file(path: "telco.csv", resolved: "\(folder)/telco.csv"))

    let run = "\(folder)/results/run"
    try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
    let moved = experiment.resolved(relativeTo: run)
    #expect(moved["data"]?["path"] == "../../telco.csv")
    try Data(moved.pretty.utf8).write(to: URL(fileURLWithPath: "\(run)/experiment.resolved.json"))
    let again = try read("\(run)/experiment.resolved.json")
    #expect(again.data.source == .file(path: "../../telco.csv", resolved: "\(run)/../../telco.csv"))
    #expect(again.configDigest == experiment.configDigest)
  }
}
