import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Describe a data file.", subcommands: [Describe.self])

  struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Types, missing cells, ranges and categories of a CSV file, and what was guessed.")

    @Argument(help: "A CSV file.")
    var file: String

    @OptionGroup var jobs: JobsOption
    @OptionGroup var output: OutputOptions

    func run() throws {
      let table = try Table.read(path: file, jobs: jobs.jobs)
      let description = TableDescription(of: table, jobs: jobs.jobs)
      output.print(JSONRecord.json(description), text: DescriptionText.text(description))
    }
  }
}
