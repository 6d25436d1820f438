import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the page about a run anew, or check its every number.",
    discussion: """
      The page is RUN/report.html: one file that loads nothing. With --check the run's figures are recomputed from its stored \
      scores and the page's numbers held against them; exit status 1 when one is not as it was.
      """)

  @Argument(help: "The run's folder.")
  var folder: String

  @Flag(help: "Recompute every number of the page instead of writing it.")
  var check = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = try RunFolder(existing: folder)
    guard check else {
      try RunReport.rewrite(run, jobs: jobs.jobs)
      let written = ReportRecord(run)
      output.print(JSONRecord.json(written), text: ReportText.text(written))
      return
    }
    let found = try ReportCheck(run, jobs: jobs.jobs).record()
    output.print(JSONRecord.json(found), text: ReportText.text(found))
    if let first = found.damages.first {
      throw WorkError("\(run.path)/\(first.file) does not hold: \(first.problem).")
    }
  }
}
