import ArgumentParser
import ChurnML
import Foundation
import Workbench

@main
struct Churnlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churnlab",
    abstract: "A workbench for customer churn: search, compare, decide.",
    discussion: """
      Exit status: 0 done, 1 the work failed, 2 the input was wrong, 130 interrupted (and resumable).
      """,
    version: churnlabVersion,
    subcommands: [
      RunCommand.self, ResumeCommand.self, ShowCommand.self, CompareCommand.self, VerifyCommand.self,
      ReportCommand.self, EvaluateCommand.self, ThresholdsCommand.self, PredictCommand.self, ExplainCommand.self,
      ExploreCommand.self, LintCommand.self, DataCommand.self,
    ])

  static func main() {
    Interruption.handleSignals()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    switch error {
    case let error as InputError: fail("\(error)", status: 2)
    case let error as WorkError: fail("\(error)", status: 1)
    default:
      let message = fullMessage(for: error)
      if exitCode(for: error).isSuccess {
        print(message)
        Foundation.exit(0)
      }
      let isUsage = exitCode(for: error) == .validationFailure
      FileHandle.standardError.write(Data((message + "\n").utf8))
      Foundation.exit(isUsage ? 2 : 1)
    }
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("churnlab: \(message)\n".utf8))
    Foundation.exit(status)
  }
}
