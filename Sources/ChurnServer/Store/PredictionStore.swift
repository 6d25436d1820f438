import ChurnML
import Dispatch
import Foundation
import GRDB
import HTTPTypes
import Synchronization

/// Keeps every served prediction in an SQLite database.
///
/// `save` returns when what it was given is committed, so an answer that has left is on record whatever becomes of this process:
/// in WAL mode a commit is in the system's hands, which a `kill -9` does not touch. (The disk has it at the next checkpoint; only
/// the machine's own failure can cost the last moments.) What comes in while a commit is under way goes into the next one
/// together, so commits do not limit how many requests can be answered.
final class PredictionStore: Sendable {
  private struct Waiting: Sendable {
    let answer: StoredAnswer
    let time: Double
    let done: @Sendable (Result<ClosedRange<Int64>?, any Error>) -> Void
  }

  private struct Pending {
    var waiting: [Waiting] = []
    var isWriting = false
  }

  let path: String
  private let database: DatabaseQueue
  private let pending = Mutex(Pending())
  private let counters = Mutex((commits: 0, predictions: 0, failures: 0))
  private let checkpoints: Checkpoints

  private init(_ path: String, _ database: DatabaseQueue, _ checkpoints: Checkpoints) {
    self.path = path
    self.database = database
    self.checkpoints = checkpoints
  }

  /// Opens or makes the database at `path`, and brings it up to date.
  convenience init(path: String) throws(WorkError) {
    let opened: (database: DatabaseQueue, checkpoints: Checkpoints)
    do {
      let database = try DatabaseQueue(path: path, configuration: Self.configuration)
      try Self.migrator.migrate(database)
      opened = (database, try Checkpoints(path: path))
    } catch {
      throw WorkError(
        "The predictions cannot be stored in \(path) (\(error)); give another file with --store, or --no-store.")
    }
    self.init(path, opened.database, opened.checkpoints)
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      // Checkpoints wait for the disk; they are made on another connection, so that no request waits for them.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
    }
    return configuration
  }

  /// - Returns: the numbers under which the predictions are kept, in their order; nil for none.
  func save(_ answer: StoredAnswer) async throws(Problem) -> ClosedRange<Int64>? {
    do {
      return try await withCheckedThrowingContinuation { continuation in
        put(answer) { continuation.resume(with: $0) }
      }
    } catch { throw Self.unstored(error) }
  }

  /// The same for callers that have a thread of their own to wait on.
  func saveAndWait(_ answer: StoredAnswer) throws(Problem) {
    let outcome = Mutex<(any Error)?>(nil)
    let done = DispatchSemaphore(value: 0)
    put(answer) { result in
      if case .failure(let error) = result { outcome.withLock { $0 = error } }
      done.signal()
    }
    done.wait()
    if let error = outcome.withLock({ $0 }) { throw Self.unstored(error) }
  }

  private static func unstored(_ error: any Error) -> Problem {
    Problem(.serviceUnavailable, "The prediction could not be stored, so it is not given: \(error).")
  }

  private func put(_ answer: StoredAnswer, done: @escaping @Sendable (Result<ClosedRange<Int64>?, any Error>) -> Void) {
    let waiting = Waiting(answer: answer, time: Date().timeIntervalSince1970, done: done)
    let isFirst = pending.withLock { pending in
      pending.waiting.append(waiting)
      defer { pending.isWriting = true }
      return !pending.isWriting
    }
    if isFirst { database.asyncWriteWithoutTransaction { [self] in writeAll(to: $0) } }
  }

  private func writeAll(to database: Database) {
    while true {
      let group = pending.withLock { pending in
        defer { pending.waiting = [] }
        pending.isWriting = !pending.waiting.isEmpty
        return pending.waiting
      }
      if group.isEmpty { return }
      write(group, to: database)
      checkpoints.wake()
    }
  }

  private func write(_ group: [Waiting], to database: Database) {
    var ranges: [ClosedRange<Int64>?] = []
    do {
      try database.inTransaction(.immediate) {
        for waiting in group { ranges.append(try Self.insert(waiting, into: database)) }
        return .commit
      }
    } catch {
      counters.withLock { $0.failures += 1 }
      for waiting in group { waiting.done(.failure(error)) }
      return
    }
    let count = group.reduce(0) { $0 + $1.answer.predictions.count }
    counters.withLock { $0 = ($0.commits + 1, $0.predictions + count, $0.failures) }
    for (waiting, range) in zip(group, ranges) { waiting.done(.success(range)) }
  }

  private static func insert(_ waiting: Waiting, into database: Database) throws -> ClosedRange<Int64>? {
    let answer = waiting.answer
    let model = try modelID(answer.model, database)
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO prediction (model, time, source, inputs, probability, band, action, expected_profit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    var first: Int64?
    for prediction in answer.predictions {
      try statement.execute(arguments: [
        model, waiting.time, answer.source.rawValue, prediction.inputs, prediction.probability, prediction.band,
        prediction.action, prediction.expectedProfit,
      ])
      first = first ?? database.lastInsertedRowID
    }
    // One transaction is the only writer, so numbers of one answer follow each other.
    return first.map { $0...database.lastInsertedRowID }
  }

  private static func modelID(_ model: StoredModel, _ database: Database) throws -> Int64 {
    let select = try database.cachedStatement(sql: "SELECT id FROM model WHERE digest = ? AND run = ?")
    if let id = try Int64.fetchOne(select, arguments: [model.digest, model.run]) { return id }
    try database.execute(
      sql: "INSERT INTO model (digest, name, experiment, run) VALUES (?, ?, ?, ?)",
      arguments: [model.digest, model.name, model.experiment, model.run])
    return database.lastInsertedRowID
  }

  /// Commits, predictions in them, and commits that failed.
  var counts: (commits: Int, predictions: Int, failures: Int) { counters.withLock { $0 } }

  /// Whether the last attempt to write succeeded and the file still takes writes.
  func isWritable() async -> Bool {
    do {
      try await database.write { try $0.execute(sql: "UPDATE model SET id = id WHERE 0") }
      return true
    } catch { return false }
  }

  /// Behind the last `save`: moves what is left into the database file.
  func close() {
    checkpoints.close()
    try? database.close()
  }
}
