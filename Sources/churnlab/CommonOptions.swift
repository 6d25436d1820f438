import ArgumentParser
import ChurnML
import Foundation
import Reporting
import Workbench

/// Options of every verb.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print exactly one JSON document to standard output.")
  var json = false

  @Flag(help: "No progress and no summary.")
  var quiet = false

  /// Prints a record as JSON, or its text unless quiet.
  func print(_ json: @autoclosure () -> JSON, text: @autoclosure () -> String) {
    if self.json {
      Swift.print(json().pretty, terminator: "")
    } else if !quiet {
      Swift.print(text(), terminator: "")
    }
  }
}

struct JobsOption: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it. Default: as many as processors.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs \(jobs) is impossible; give at least 1.") }
  }
}
