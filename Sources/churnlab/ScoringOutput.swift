import ChurnML
import Foundation
import Reporting
import Workbench

/// Names unusable cells on standard error as they are met, up to a limit that no reader needs more of.
final class UnusableListing {
  private let file: String
  private let isQuiet: Bool
  private var shown = 0

  init(_ file: String, isQuiet: Bool) {
    self.file = file
    self.isQuiet = isQuiet
  }

  func show(_ cell: UnusableCell) {
    guard !isQuiet, shown <= ScoringRecord.named else { return }
    let line = shown < ScoringRecord.named ? "\(file): \(cell.sentence)\n" : "\(file): and more\n"
    shown += 1
    FileHandle.standardError.write(Data(line.utf8))
  }
}

/// One line on the terminal that says how far the scoring is; nothing where standard error is no terminal.
struct ScoringProgress {
  private let isShown: Bool
  private let size: Int?
  private let start = Date()

  init(_ file: String, isQuiet: Bool) {
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
  }

  func show(_ progress: Scoring.Progress) {
    guard isShown else { return }
    let line = ScoringText.line(progress, size: size, seconds: Date().timeIntervalSince(start))
    FileHandle.standardError.write(Data(("\r\u{1B}[K" + line).utf8))
  }

  func end() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
