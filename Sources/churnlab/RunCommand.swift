public import ArgumentParser
import ChurnML
import Foundation
import Reporting
public import Workbench

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Run an experiment.")

  @Argument(help: "The experiment file (YAML).")
  var file: String

  @Option(help: "Where results go: DIR/<experiment>/<run>.")
  var results = "Results"

  @Option(name: .customLong("set"), parsing: .singleValue, help: "Override a key, as in --set seed=11.")
  var overrides: [String] = []

  @Option(help: "shared scores all nested points from one fit; naive fits every point on its own.")
  var engine: EngineMode = .shared

  @Option(help: "Take over the finished fits of an earlier run that are fits of this one too.")
  var reuse: String?

  @Option(help: "Keep at most so many bytes of out-of-fold scores; those of the worst points go first.")
  var maxScoreBytes: Int = Runner.defaultMaxScoreBytes

  @Flag(help: "Say what would be done and what it would take; nothing is written.")
  var dryRun = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard maxScoreBytes >= 0 else {
      throw ValidationError("--max-score-bytes \(maxScoreBytes) is impossible; give at least 0.")
    }
  }

  func run() throws {
    let experiment = try Experiment.load(
      path: file, overrides: overrides, specifications: Experiment.specifications, metrics: Experiment.metrics)
    let earlier = try reuse.map { path in try RunFolder(existing: path) }
    let runner = Runner(
      experiment, data: try LoadedData(experiment, jobs: jobs.jobs), engine: engine, jobs: jobs.jobs,
      maxScoreBytes: maxScoreBytes, progress: ProgressLine.reporter(quiet: output.quiet))
    if dryRun {
      let plan = PlanRecord(runner)
      output.print(JSONRecord.json(plan), text: PlanText.text(plan))
      return
    }
    let source = try String(contentsOfFile: file, encoding: .utf8)
    let run = try runner.create(under: results, source: source, reusing: earlier)
    let record = try runner.compute(run) { try RunReport.write($0, jobs: jobs.jobs) }
    output.print(run.answer(record), text: RunSummary.text(record, path: run.path))
  }
}

struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Finish an interrupted run; prints the record of a finished one.")

  @Argument(help: "The run's folder.")
  var folder: String

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = try RunFolder(existing: folder)
    let record =
      run.isFinished
      ? try run.record()
      : try run.runner(jobs: jobs.jobs, progress: ProgressLine.reporter(quiet: output.quiet))
        .compute(run) { try RunReport.write($0, jobs: jobs.jobs) }
    output.print(run.answer(record), text: RunSummary.text(record, path: run.path))
  }
}

extension EngineMode: ExpressibleByArgument {}

extension RunFolder {
  /// What `run` and `resume` print for scripts: the record, and first where it is.
  func answer(_ record: RunRecord) -> JSON {
    guard case .object(let members) = JSONRecord.json(record) else { return .null }
    return .object([JSON.Member("run", .text(path))] + members)
  }
}
