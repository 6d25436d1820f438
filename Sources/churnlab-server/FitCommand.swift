import ArgumentParser
import ChurnServer

/// What the server starts for each run.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Run the experiment on standard input, telling how it goes.", shouldDisplay: false)

  @Option var name: String
  @Option var folder: String
  @Option var results: String
  @Option var jobs: Int
  @Option(name: .customLong("set"), parsing: .singleValue) var overrides: [String] = []

  func run() throws {
    try FitWorker(name: name, folder: folder, overrides: overrides, results: results, jobs: jobs).run()
  }
}
