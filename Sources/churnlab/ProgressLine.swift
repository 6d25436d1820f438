import Foundation
import Reporting
import Workbench

/// One line on the terminal that says how far a run is; nothing where standard error is no terminal.
enum ProgressLine {
  static func reporter(quiet: Bool) -> @Sendable (Runner.Progress) -> Void {
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return { _ in } }
    return { progress in
      let end = progress.done == progress.planned ? "\r\u{1B}[K" : ""
      FileHandle.standardError.write(Data(("\r\u{1B}[K" + ProgressText.line(progress) + end).utf8))
    }
  }
}
