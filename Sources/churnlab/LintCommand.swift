import ArgumentParser
import Reporting
import Workbench

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Alarms in data, an experiment or a run.",
    discussion: """
      Looks for what makes figures promise too much: a column that alone separates the classes or is made from the \
      target, rows that repeat others, a class that was resampled before the rows were divided, scores too good to be \
      true; and for identifiers, columns that say the same, constants, rare and very many categories. An alarm is a \
      question, so the exit status is 0 whether there are any or none.

        churnlab lint customers.csv --target Churn=Yes
        churnlab lint Experiments/telco.yaml
        churnlab lint Results/telco/latest
      """)

  @Argument(help: "A CSV file, an experiment file, or a run's folder.")
  var source: String

  @Option(help: "COLUMN=TEXT: who churned in a CSV file; left out, no alarm speaks of the target.")
  var target: String?

  @Option(parsing: .singleValue, help: "A column of a CSV file that is no feature; may be given several times.")
  var ignore: [String] = []

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let record = try LintRequest(path: source, target: target, ignore: ignore).answer(jobs: jobs.jobs)
    output.print(JSONRecord.json(record), text: AlarmText.text(record))
  }
}
