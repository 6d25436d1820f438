internal import Dispatch
internal import Foundation
internal import Synchronization

/// Ctrl-C and SIGTERM end the process at once: every finished unit is on disk already, so there is nothing to wait for.
public enum Interruption {
  private enum State {
    case idle
    /// This folder is not a run yet and must not stay.
    case cleaning(String)
    case resumable(String)
  }

  private static let state = Mutex(State.idle)
  /// Kept for the life of the process; set once, before any other thread exists.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Installs the handlers; for command-line programs, first thing.
  public static func handleSignals() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler { end() }
      source.resume()
      sources.append(source)
    }
  }

  static func cleaning(_ folder: String) { state.withLock { $0 = .cleaning(folder) } }
  static func resumable(_ folder: String) { state.withLock { $0 = .resumable(folder) } }
  static func done() { state.withLock { $0 = .idle } }

  private static func end() -> Never {
    state.withLock { state in
      var message = "Interrupted.\n"
      switch state {
      case .idle: break
      case .cleaning(let folder): try? FileManager.default.removeItem(atPath: folder)
      case .resumable(let folder): message = "\nInterrupted. To go on: churnlab resume \(folder)\n"
      }
      FileHandle.standardError.write(Data(message.utf8))
      // Inside the lock, so that no folder is made after the clean-up.
      _exit(130)
    }
  }
}
