import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check a run: every file's digest, and every figure recomputed.",
    discussion: "Exit status 1 when anything is not as it was.")

  @Argument(help: "The run's folder.")
  var folder: String

  @Flag(help: "Run the experiment again from its data and compare, instead of judging the stored scores.")
  var rerun = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = try RunFolder(existing: folder)
    guard run.isFinished else {
      throw InputError(at: folder, "this run is not finished; go on with: churnlab resume \(folder)")
    }
    let verifier = RunVerifier(run, jobs: jobs.jobs)
    let found =
      try rerun ? verifier.rerun(progress: ProgressLine.reporter(quiet: output.quiet)) : verifier.recompute()
    output.print(JSONRecord.json(found), text: VerificationText.text(found))
    if let first = found.damages.first {
      throw WorkError("\(run.path)/\(first.file) does not hold: \(first.problem).")
    }
  }
}
