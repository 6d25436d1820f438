public import Foundation
import Testing

/// The churnlab program, built beside the tests.
public enum Tool {
  public struct Outcome: Sendable {
    public let status: Int32
    public let output: Data
    public let errors: String

    public var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// What the program says and how it ends. Both streams go through files, so that neither can fill a pipe.
  public static func run(_ arguments: [String], program: String = "churnlab") throws -> Outcome {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path(program))
    process.arguments = arguments
    let (output, errors) = (try folder.write("", to: "out"), try folder.write("", to: "err"))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try Data(contentsOf: URL(fileURLWithPath: output)),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// Where a program of this package is.
  public static func path(_ program: String) throws -> String {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let candidates = [tests, URL(fileURLWithPath: CommandLine.arguments[0])].map {
      $0.deletingLastPathComponent().appendingPathComponent(program).path
    }
    return try #require(
      candidates.first { FileManager.default.isExecutableFile(atPath: $0) },
      "The program \(program) is not beside the tests; run swift build --build-tests.")
  }
}
