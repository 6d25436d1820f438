public import ArgumentParser
import ChurnML
import Foundation
import Reporting
public import Workbench

struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Score a CSV file of customers with a run's model.",
    discussion: """
      All columns of the file are kept, in their order, and the column probability is added: P(churned). The model's \
      columns are found by name. Where the experiment has a campaign, band, action and expected_profit are added; with a \
      calibration calibrated_probability, which they are reckoned with. Cells that hold no value and categories that training did not have are treated as in \
      training. A text in a column of numbers cannot be used; each such cell is named with its row (counted from 0), \
      line and column. The output appears whole or not at all.
      """)

  @Argument(help: "A run's folder, or a file from its folder models.")
  var model: String

  @Argument(help: "The customers: a CSV file of any size.")
  var customers: String

  @Option(help: "Where the scored customers go; - is standard output.")
  var out = "-"

  @Option(name: .customLong("model"), help: "Which of the run's models; left out, its forest or else its best model.")
  var name: String?

  @Option(help: "At a cell that cannot be used: fail writes nothing, skip leaves its row out, missing ignores it.")
  var onError: Scoring.OnError = .fail

  @Flag(help: "Give band, action and expected profit also where the model's scores are not calibrated.")
  var force = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  private var isToStandardOutput: Bool { out == "-" }

  func validate() throws {
    guard !(output.json && isToStandardOutput) else {
      throw ValidationError("--json and the scored customers cannot share standard output; give --out FILE.")
    }
  }

  func run() throws {
    let saved = try SavedModel.find(model, model: name)
    let listing = UnusableListing(customers, isQuiet: output.quiet && onError != .fail)
    let progress = ScoringProgress(customers, isQuiet: output.quiet)
    let decision = try ModelDecision.find(model, model: saved)
    let record = try Scoring(saved, decision: decision, force: force, onError: onError, jobs: jobs.jobs).score(
      customers, to: isToStandardOutput ? nil : out, unusable: listing.show, progress: progress.show)
    progress.end()
    let text = ScoringText.text(record)
    if isToStandardOutput {
      if !output.quiet { FileHandle.standardError.write(Data(text.utf8)) }
    } else {
      output.print(JSONRecord.json(record), text: text)
    }
  }
}

extension Scoring.OnError: ExpressibleByArgument {}
