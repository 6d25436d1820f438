internal import ChurnML
internal import Foundation
internal import Synchronization

/// Ctrl-C and SIGTERM end the process at once: every finished unit is on disk already, so there is nothing to wait for.
public enum Interruption {
  private enum State {
    case idle
    /// Whatever happens, this folder or file must not stay.
    case temporary(String)
    case resumable(String)
  }

  private static let state = Mutex(State.idle)
  /// Has a thread of its own wait for the signals, so that nothing that computes holds them up; for command-line programs, first
  /// thing, while there is no other thread.
  public static func handleSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    // Every later thread inherits this, and what arrives meanwhile stays pending.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.detachNewThread { [signals] in
      var (signals, number) = (signals, Int32(0))
      while sigwait(&signals, &number) != 0 {}
      end()
    }
  }

  /// Makes a run while signals wait, so that it is there and resumable, or not there at all.
  static func making(_ make: () throws -> RunFolder) throws -> RunFolder {
    try state.withLock { state in
      let run = try make()
      if case .idle = state { state = .resumable(run.path) }
      return run
    }
  }

  /// Computes a run that a signal leaves resumable.
  static func resumable<Value>(_ run: RunFolder, _ body: () throws -> Value) rethrows -> Value {
    state.withLock { if case .temporary = $0 {} else { $0 = .resumable(run.path) } }
    // Waits for ever when the process is ending, so that no error of a folder being removed is told.
    defer { state.withLock { if case .resumable = $0 { $0 = .idle } } }
    return try body()
  }

  /// Calls `body` with the path of a new folder that is removed afterwards, and on a signal too.
  static func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("churnlab-\(UUID().uuidString)").path
    try state.withLock { state in
      guard mkdir(path, 0o700) == 0 else { throw WorkError.system("\(path) cannot be made") }
      state = .temporary(path)
    }
    defer {
      state.withLock { state in
        remove(path)
        state = .idle
      }
    }
    return try body(path)
  }

  /// Calls `body`, which makes a file at `path` that a signal removes.
  static func withPartialFile(_ path: String, _ body: () throws -> Void) throws {
    state.withLock { $0 = .temporary(path) }
    defer { state.withLock { $0 = .idle } }
    try body()
  }

  private static func end() -> Never {
    state.withLock { state in
      var message = "Interrupted.\n"
      switch state {
      case .idle: break
      case .temporary(let path): remove(path)
      case .resumable(let folder): message = "\nInterrupted. To go on: churnlab resume \(folder)\n"
      }
      FileHandle.standardError.write(Data(message.utf8))
      _exit(130)
    }
  }

  /// Again while other threads put files there; no file can be made once the folder is gone.
  private static func remove(_ folder: String) {
    for _ in 0..<100 where FileManager.default.fileExists(atPath: folder) {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }
}
