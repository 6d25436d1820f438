import ChurnML
import Foundation
import Synchronization
import TestSupport
import Testing
import Workbench

@testable import ChurnServer

/// A small run with money, bands and calibration, made once for all tests that only read it.
enum ServedSample {
  static let experiment = """
    experiment: small
    seed: 3
    data: {path: customers.csv, target: {column: churn, positive: "yes"}, ignore: [id, fold]}
    resampling: {folds: 3}
    models:
      forest: {n_estimators: [5], max_depth: [2, 4], min_samples_leaf: [1, 5]}
      logistic: {C: [1]}
    calibration: platt
    campaign: {clv: 200, incentive: 10, contact: 1, acceptance: 0.3}
    bands:
      names: [Low, Medium, High]
      actions:
        - {name: email, acceptance: 0.1, incentive: 5, contact: 0.1}
        - {name: call, acceptance: 0.3, incentive: 10, contact: 15}
    """

  /// Writes the customers and the experiment, and runs it; the run's folder.
  static func make(_ text: String = experiment, in folder: TemporaryFolder, rows: Int = 240) throws -> String {
    let file = try SmallExperiment.write(to: folder, text, rows: rows)
    let experiment = try Experiment.load(path: file)
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    let run = try runner.create(under: "\(folder.path)/Results", source: text)
    _ = try runner.compute(run)
    return run.path
  }

  private static let shared = Mutex<(folder: TemporaryFolder, run: String)?>(nil)

  /// The folder with `customers.csv` and `Results`, and the run in it.
  static func ready() throws -> (folder: String, run: String) {
    try shared.withLock { shared in
      if let shared { return (shared.folder.path, shared.run) }
      let folder = try TemporaryFolder()
      let made = (folder: folder, run: try make(in: folder))
      shared = made
      return (made.folder.path, made.run)
    }
  }
}

/// A server in this process, on a port of its own, until the last reference to it is gone.
final class TestServer: Sendable {
  let port: Int
  let folder: String
  let store: String
  private let home: TemporaryFolder
  private let task: Task<Void, any Error>

  init(_ change: @Sendable (inout ServeOptions) -> Void = { _ in }) async throws {
    let (folder, run) = try ServedSample.ready()
    let home = try TemporaryFolder()
    var options = ServeOptions(run: run, results: "\(folder)/Results", host: "127.0.0.1", port: 0, jobs: 2)
    options.store = "\(home.path)/predictions.sqlite"
    options.experiments = folder
    options.program = try Tool.path("churnlab-server")
    change(&options)
    store = options.store ?? ""
    self.folder = folder
    self.home = home
    let server = try ChurnServer(options)
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    task = Task { try await server.serve { found.yield($0.port) } }
    var iterator = ports.makeAsyncIterator()
    port = try #require(await iterator.next())
  }

  deinit { task.cancel() }

  func client() throws -> RawClient { try RawClient(port: port) }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> RawClient.Answer {
    try await client().ask("GET", path, headers: headers)
  }

  func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> RawClient.Answer {
    try await client().ask(
      "POST", path, headers: ["Content-Type": "application/json"].merging(headers) { $1 }, body: Data(body.utf8))
  }

  /// What a browser sends of a form; the key is taken from the page at `page`.
  func submit(_ path: String, from page: String, _ values: [(String, String)]) async throws -> RawClient.Answer {
    let form = FormValues([("key", try await key(page))] + values)
    let body = form.members.map { "\(FormValues.encoded($0.name))=\(FormValues.encoded($0.value))" }.joined(
      separator: "&")
    return try await post(path, body, headers: ["Content-Type": "application/x-www-form-urlencoded"])
  }

  func key(_ page: String) async throws -> String {
    let text = try await get(page).text
    let key = try #require(text.firstMatch(of: /name="key" value="([^"]+)"/))
    return String(key.1)
  }
}

/// Customers as the API wants them.
enum Customers {
  static let one = #"{"age": 30, "plan": "basic", "usage": 12.5}"#

  /// The rows of a CSV text as JSON objects of texts.
  static func json(csv text: String) -> [String] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { cells in
      JSON.object(zip(lines[0], cells).map { JSON.Member($0, .text($1)) }).compact
    }
  }
}
