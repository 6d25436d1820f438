import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a run, or its best points.")

  @Argument(help: "The run's folder.")
  var folder: String

  @Flag(help: "The best points instead of the summary.")
  var best = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = try RunFolder(existing: folder)
    let record = try run.record()
    if best {
      output.print(JSONRecord.json(record.points), text: PointsText.text(record))
    } else {
      output.print(run.answer(record), text: RunSummary.text(record, path: run.path))
    }
  }
}
