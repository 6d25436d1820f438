import Dispatch
import Foundation
import GRDB
import Synchronization

/// Moves committed pages from the write-ahead log to the database file, beside the writer and not in its way.
final class Checkpoints: Sendable {
  private let database: DatabaseQueue
  private let log: String
  private let isRunning = Atomic(false)
  private let queue = DispatchQueue(label: "churnlab.checkpoints")

  /// Bytes of log from which it is worth while, and from which the writer is made to wait until the log starts anew.
  private static let worthwhile = 8 << 20
  private static let tooLarge = 256 << 20

  init(path: String) throws {
    log = path + "-wal"
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    database = try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Called after a commit; does nothing most of the time.
  func wake() {
    var status = stat()
    guard stat(log, &status) == 0, status.st_size > Self.worthwhile, !isRunning.exchange(true, ordering: .relaxed)
    else { return }
    let mode = status.st_size > Self.tooLarge ? "RESTART" : "PASSIVE"
    queue.async { [self] in
      // One that does not succeed is tried again after a later commit.
      try? database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(\(mode))") }
      // A log that was moved keeps its size; without a pause every commit would come here again.
      Thread.sleep(forTimeInterval: 1)
      isRunning.store(false, ordering: .relaxed)
    }
  }

  func close() { queue.sync { try? database.close() } }
}
