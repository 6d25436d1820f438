import ChurnML
import Foundation
import TestSupport

@testable import Reporting
@testable import Workbench

/// A run whose truth is known: discontent, which no column holds, makes customers call and makes them leave. Calling goes with
/// churn and does nothing to it.
struct ExplainedRun {
  let folder: TemporaryFolder
  let run: RunFolder

  /// Columns calls, plan, noise and left; made once.
  static let shared = Result { try ExplainedRun() }

  static func customers(rows: Int = 300, seed: UInt64 = 2) -> String {
    var source = RandomSource(seed, 0xCA11)
    var text = "id,calls,plan,line,extra,left\n"
    for row in 0..<rows {
      let isDiscontent = source.unit() < 0.4
      let calls = source.index(below: 3) + (isDiscontent ? 3 : 0)
      let plan = ["basic", "plus", "all"][source.index(below: 3)]
      let hasLine = source.unit() < 0.6
      let extra = hasLine ? ["yes", "no"][source.index(below: 2)] : "no line"
      let leaves = source.unit() < (isDiscontent ? 0.6 : 0.1)
      text += "c\(row),\(calls),\(plan),\(hasLine ? "yes" : "no"),\(extra),\(leaves ? "yes" : "no")\n"
    }
    return text
  }

  static let text = """
    experiment: calls
    seed: 5
    data: {path: customers.csv, target: {column: left, positive: "yes"}, ignore: [id]}
    resampling: {folds: 3}
    models:
      forest: {n_estimators: [20], max_depth: [4]}
      logistic: {}
    campaign: {clv: 200, incentive: 10, contact: 1, acceptance: 0.3}
    calibration: platt
    bands: {cut_offs: [0.2, 0.45], names: [Low, Medium, High]}
    explain: {rows: [4], ranges: {plan: [basic, plus, all]}, directions: {plan: up}}
    """

  private init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.customers(), to: "customers.csv")
    let file = try folder.write(Self.text, to: "calls.yaml")
    let experiment = try Experiment.load(path: file)
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    run = try runner.create(under: folder.path + "/Results", source: Self.text)
    _ = try runner.compute(run) { try RunReport.write($0, jobs: 2) }
  }

  var file: String { "\(folder.path)/customers.csv" }

  /// Everything about some customers.
  func report(rows: [Int]? = nil, model: String? = nil, file: String? = nil) throws -> ReasonsReport {
    let explainer = try Explainer(run, model: model, whatIf: true, stability: true, jobs: 2)
    let selected = try SelectedCustomers(
      file ?? self.file, selection: CustomerSelection(rows: rows), for: explainer.model.facts, jobs: 2)
    return try ReasonsReport(explainer, selected, background: nil, jobs: 2)
  }
}
