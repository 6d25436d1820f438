import ArgumentParser
import ChurnML
import Foundation
import Reporting
import Workbench

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why customers have the probability they have.",
    discussion: """
      Reasons are Shapley values: base plus contributions is the probability for a forest, and the log odds for boosting \
      and linear models; the JSON says which in "space". They are what the model associates with a customer's values, not \
      what changing them would cause.
      """)

  @Argument(help: "A run's folder, or a file from its folder models.")
  var model: String

  @Argument(help: "The customers: a CSV file with the model's columns.")
  var customers: String

  @Option(name: .customLong("model"), help: "Which of the run's models; left out, its forest or else its best model.")
  var name: String?

  @Option(help: "The customers with this text in a column, as COLUMN=VALUE.")
  var id: String?

  @Option(help: "Rows of the file, counted from 0, with commas between.")
  var rows: String?

  @Option(help: "Also write the answer to this file: a table if it ends in .csv, else JSON.")
  var out: String?

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let explainer = try Explainer(model: try SavedModel.find(model, model: name))
    let selection = try CustomerSelection(rows: try chosenRows(), id: id)
    let selected = try SelectedCustomers(customers, selection: selection, for: explainer.model.facts, jobs: jobs.jobs)
    let report = ReasonsReport(explainer, selected, background: nil, jobs: jobs.jobs)
    if let out { try report.write(to: out, json: report.json) }
    output.print(report.json, text: ExplainText.text(report))
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
