import Dispatch
import GRDB
import Synchronization

/// Moves committed pages from the write-ahead log to the database file, beside the writer and not in its way.
final class Checkpoints: Sendable {
  private let database: DatabaseQueue
  private let isAwake = Atomic(false)
  private let queue = DispatchQueue(label: "churnlab.checkpoints")

  private static let pause = DispatchTimeInterval.seconds(1)
  /// Pages of log from which the writer is made to wait until the log starts anew.
  private static let tooLong = 65_536
  /// Pages that are moved in no time, and how often it is tried to get there.
  private static let little = 256
  private static let passes = 8

  init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    database = try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Called after a commit; the next second's commits are moved together.
  func wake() {
    guard !isAwake.exchange(true, ordering: .relaxed) else { return }
    queue.asyncAfter(deadline: .now() + Self.pause) { [self] in
      isAwake.store(false, ordering: .relaxed)
      // One that does not succeed is tried again after a later commit.
      if let log = try? move("PASSIVE"), log.pages > Self.tooLong { _ = try? restart() }
    }
  }

  /// Makes the writer wait, and so only for the little that came while the rest was moved.
  private func restart() throws {
    for _ in 0..<Self.passes {
      let log = try move("PASSIVE")
      if log.pages - log.moved < Self.little { break }
    }
    _ = try move("RESTART")
  }

  /// - Returns: the pages that the log holds, and those of them that are moved.
  private func move(_ mode: String) throws -> (pages: Int, moved: Int) {
    try database.writeWithoutTransaction { database in
      let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(\(mode))")
      return (row?["log"] ?? 0, row?["checkpointed"] ?? 0)
    }
  }

  func close() { queue.sync { try? database.close() } }
}
