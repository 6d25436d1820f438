import ArgumentParser
import ChurnML
import Foundation

@main
struct ServerMain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churnlab-server",
    abstract: "Serves a run's models and the workbench to browsers and programs.",
    discussion: """
      Exit status: 0 stopped when told to, 1 the work failed, 2 the input was wrong.
      """,
    subcommands: [ServeCommand.self, FitCommand.self])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
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
    FileHandle.standardError.write(Data("churnlab-server: \(message)\n".utf8))
    Foundation.exit(status)
  }
}
