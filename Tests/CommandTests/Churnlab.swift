import ChurnML
import Foundation
import TestSupport

/// The built `churnlab`, run as people run it.
struct Churnlab {
  /// What a finished process left.
  struct Answer {
    let status: Int32
    let output: String
    let errors: String
    let seconds: Double

    /// The whole of standard output as one JSON document.
    func json() throws -> [String: Any] {
      guard let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] else {
        throw WorkError("no JSON object: \(output.prefix(200))")
      }
      return object
    }
  }

  /// It stands beside the test bundle.
  static let path: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("churnlab").path
  }()

  private let process = Process()
  private let logs: TemporaryFolder
  private let started = Date()

  /// Starts the program in `folder`.
  init(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) throws {
    logs = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    for name in ["out", "err"] { try logs.write("", to: name) }
    process.standardOutput = FileHandle(forWritingAtPath: logs.path + "/out")
    process.standardError = FileHandle(forWritingAtPath: logs.path + "/err")
    try process.run()
  }

  /// Runs the program in `folder` and waits for it to end.
  static func run(
    _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Answer {
    try Churnlab(arguments, in: folder, environment: environment).wait()
  }

  var isRunning: Bool { process.isRunning }
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end. The status of a process ended by a signal is that signal's number, as a negative one.
  func wait() throws -> Answer {
    process.waitUntilExit()
    let status = process.terminationStatus
    return Answer(
      status: process.terminationReason == .exit ? status : -status,
      output: try String(contentsOfFile: logs.path + "/out", encoding: .utf8),
      errors: try String(contentsOfFile: logs.path + "/err", encoding: .utf8),
      seconds: Date().timeIntervalSince(started))
  }
}
