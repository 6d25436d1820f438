import ArgumentParser
import ChurnML
import Foundation
import Reporting
import Workbench

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why customers have the probability they have, and what matters overall.",
    discussion: """
      Reasons are Shapley values: base plus contributions is the probability for a forest, and the log odds for boosting \
      and linear models; the JSON says which in "space". They are what the model associates with a customer's values, not \
      what changing them would cause.

      With --what-if, the fewest legal changes with which the model would put a customer into a lower band, or say half the \
      risk: what the model associates, not what an offer would cause. What may change and which rules hold stands in the \
      answer, and in the experiment file under explain.

      Without customers, what matters overall: permutation importance on rows that models have not seen with its interval and \
      its null, groups of columns that repeat each other, what is lost without a column, how firm reasons are. It is written to \
      the run's reasons.json and its report, and takes as long as learning the model a few dozen times.
      """)

  @Argument(help: "A run's folder, or a file from its folder models.")
  var model: String

  @Argument(help: "The customers: a CSV file with the model's columns. Left out: what matters overall.")
  var customers: String?

  @Option(name: .customLong("model"), help: "Which of the run's models; left out, its forest or else its best model.")
  var name: String?

  @Option(help: "The customers with this text in a column, as COLUMN=VALUE.")
  var id: String?

  @Option(help: "Rows of the file, counted from 0, with commas between.")
  var rows: String?

  @Flag(help: "Also the fewest legal changes to a lower band, or to half the risk.")
  var whatIf = false

  @Flag(help: "Also how often the strongest reason is the same in models learnt anew on bootstrap rows.")
  var stability = false

  @Option(help: "Also write the answer to this file: a table if it ends in .csv, else JSON.")
  var out: String?

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard customers == nil, id != nil || rows != nil || whatIf || stability || name != nil else { return }
    throw ValidationError("--id, --rows, --what-if, --stability and --model need customers; name a CSV file.")
  }

  func run() throws {
    guard let customers else { return try explainOverall() }
    let explainer = try explainer()
    let selection = try CustomerSelection(rows: try chosenRows(), id: id)
    let selected = try SelectedCustomers(customers, selection: selection, for: explainer.model.facts, jobs: jobs.jobs)
    let report = try ReasonsReport(explainer, selected, background: nil, jobs: jobs.jobs)
    if let out { try report.write(to: out, json: report.json) }
    output.print(report.json, text: ExplainText.text(report))
  }

  private func explainer() throws -> Explainer {
    guard whatIf || stability else {
      return try Explainer(model: try SavedModel.find(model, model: name), jobs: jobs.jobs)
    }
    return try Explainer(
      RunFolder(existing: model), model: name, whatIf: whatIf, stability: stability, jobs: jobs.jobs)
  }

  private func explainOverall() throws {
    let run = try RunFolder(existing: model)
    let reasons = try RunReasons(whole: run, jobs: jobs.jobs)
    try reasons.write(to: run)
    try RunReport.rewrite(run, jobs: jobs.jobs)
    if let out { try reasons.write(to: out) }
    output.print(reasons.json, text: OverallReasonsText.text(reasons.json, path: run.path))
  }

  private func chosenRows() throws(InputError) -> [Int]? {
    guard let rows else { return nil }
    var chosen: [Int] = []
    for text in rows.split(separator: ",") {
      guard let row = Int(text.trimmingCharacters(in: .whitespaces)) else {
        throw InputError(at: "--rows \(rows)", "\"\(text)\" is no row; give whole numbers with commas between")
      }
      chosen.append(row)
    }
    return chosen
  }
}
