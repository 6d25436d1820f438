import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Describe a data file, or make one.", subcommands: [Describe.self, Generate.self])

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

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make customers of the telco schema whose true churn probability is known.",
      discussion: "The same file as `builtin: synthetic-telco` with these rows and this seed in an experiment.")

    @Option(help: "How many customers.")
    var rows: Int

    @Option(help: "What the making starts from.")
    var seed: UInt64 = 0

    @Option(help: "The CSV file to write.")
    var out: String

    @OptionGroup var jobs: JobsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard rows >= 1 else { throw ValidationError("--rows \(rows) is impossible; give at least 1.") }
    }

    func run() throws {
      try SyntheticTelco(seed: seed).writeCSV(rows: rows, to: out, jobs: jobs.jobs)
      let record: JSON = [
        "out": .text(out), "rows": .integer(rows), "seed": .integer(Int(clamping: seed)),
        "bayes_auc": .number(SyntheticTelco.bayesAUC),
      ]
      output.print(
        record,
        text: "Wrote \(rows) customers to \(out); no model's AUC can exceed \(SyntheticTelco.bayesAUC) on them.\n")
    }
  }
}
