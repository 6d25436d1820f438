import ArgumentParser
import ChurnML
import ChurnServer
import Foundation
import Workbench

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a run's models, and the workbench of all runs.",
    discussion: """
      Prints its address and serves until SIGTERM or Ctrl-C; what was begun is then finished. Only this machine can reach \
      it unless --host says otherwise. Every prediction is stored with its inputs, model and time.
      """)

  @Option(help: "The folder of the run whose models answer.")
  var run: String

  @Option(help: "The folder of all runs, for the workbench.")
  var results = "Results"

  @Option(help: "The folder of the experiment files that runs may be started from; their data must lie in it.")
  var experiments = "Experiments"

  @Option(help: "The address to listen on; 0.0.0.0 is all of this machine's.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = 8080

  @Option(name: .customLong("allow-host"), parsing: .singleValue, help: "A further name by which the server is called.")
  var hostNames: [String] = []

  @Option(help: "Where predictions are stored: an SQLite file. Default: predictions.sqlite among the results.")
  var store: String?

  @Flag(help: "Store no predictions.")
  var noStore = false

  @Option(help: "A file with the token that writing and starting work then take; or set CHURNLAB_TOKEN.")
  var tokenFile: String?

  @Option(help: "Threads for scoring many customers and for searches. Default: as many as processors.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Seconds that requests have to finish when the server is told to stop.")
  var drain = Limits().drainSeconds

  @Flag(help: "Print where it listens as one JSON document.")
  var json = false

  @Flag(help: "Print nothing.")
  var quiet = false

  func validate() throws {
    guard 0...65535 ~= port else { throw ValidationError("--port \(port) is impossible; give 0 to 65535.") }
    guard jobs >= 1 else { throw ValidationError("--jobs \(jobs) is impossible; give at least 1.") }
    guard drain >= 1 else { throw ValidationError("--drain \(drain) is impossible; give at least 1 second.") }
    guard !(noStore && store != nil) else { throw ValidationError("Give --store or --no-store, not both.") }
  }

  func run() async throws {
    var options = ServeOptions(run: run, results: results, host: host, port: port, jobs: jobs)
    options.hostNames = hostNames
    options.experiments = experiments
    options.store = store
    options.isStoring = !noStore
    options.token = try token()
    options.limits.drainSeconds = drain
    let server = try ChurnServer(options)
    if server.isOpenToOthers { warn() }
    try await server.serve { running in show(running) }
  }

  private func warn() {
    let words = "whoever can reach \(host) may score customers and start runs here; ask for a token with --token-file."
    FileHandle.standardError.write(Data("churnlab-server: \(words)\n".utf8))
  }

  private func token() throws(InputError) -> String? {
    guard let tokenFile else { return ProcessInfo.processInfo.environment["CHURNLAB_TOKEN"].flatMap(nonEmpty) }
    guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8), let token = nonEmpty(text) else {
      throw InputError(at: "--token-file \(tokenFile)", "the file cannot be read or holds nothing; put the token in it")
    }
    return token
  }

  private func nonEmpty(_ text: String) -> String? {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return trimmed.isEmpty ? nil : trimmed
  }

  private func show(_ running: ChurnServer.Running) {
    let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(running.port)"
    let store = running.store.map { JSON.text($0) } ?? .null
    if json {
      let document: JSON = [
        "address": .text(address), "run": .text(running.run), "model": .text(running.model), "store": store,
      ]
      print(document.pretty, terminator: "")
    } else if !quiet {
      print("\(address)/ serves \(running.model) of \(running.run). Ctrl-C stops it.")
    }
    fflush(nil)
  }
}
