import ChurnML
import Foundation
import Synchronization
import Workbench

/// A file of customers being scored, or scored.
final class FileJob: Sendable {
  enum State: Sendable {
    case running(rows: Int, share: Double)
    case done(ScoringRecord, ScoredTable)
    /// Why, and what was found in the file until then.
    case failed(String, ScoringRecord?)
  }

  let id: String
  let file: UploadedFile
  let onError: Scoring.OnError
  private let current = Mutex(State.running(rows: 0, share: 0))

  init(_ file: UploadedFile, onError: Scoring.OnError) {
    id = Access.random()
    self.file = file
    self.onError = onError
  }

  var state: State { current.withLock { $0 } }
  func move(to state: State) { current.withLock { $0 = state } }

  var isRunning: Bool { if case .running = state { true } else { false } }

  /// Where the scored customers are written.
  var output: String { file.path + ".scored" }

  func discard() {
    for path in [file.path, output] { try? FileManager.default.removeItem(atPath: path) }
  }
}
