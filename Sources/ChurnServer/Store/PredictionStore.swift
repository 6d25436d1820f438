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
/// the machine's own failure can cost the last moments.) A small answer is committed by the thread that brings it, since handing it
/// to another and back takes longer than the commit. What comes in while a commit is under way goes into the next one together, so
/// commits do not limit how many requests can be answered.
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

  /// Predictions that take no longer to commit than a request takes anyway.
  private static let small = 64
  /// Groups of others that a thread commits behind its own answer before it goes back to its work.
  private static let groupsInPassing = 4

  let path: String
  private let database: DatabaseQueue
  private let pending = Mutex(Pending())
  private let counters = Mutex((commits: 0, predictions: 0, failures: 0))
  private let models = Mutex<[StoredModel: Int64]>([:])
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
      if let result = saveAtOnce(answer) { return try result.get() }
      return try await withCheckedThrowingContinuation { continuation in
        put(answer) { continuation.resume(with: $0) }
      }
    } catch { throw Self.unstored(error) }
  }

  /// Commits a small answer here and now; nil for a large one, and while others are being committed.
  private func saveAtOnce(_ answer: StoredAnswer) -> Result<ClosedRange<Int64>?, any Error>? {
    guard answer.predictions.count <= Self.small, beginWriting() else { return nil }
    let waiting = Waiting(answer: answer, time: Date().timeIntervalSince1970) { _ in }
    return database.writeWithoutTransaction { database in
      let result = commit([waiting], to: database)
      writeInPassing(to: database)
      return result.map { $0[0] }
    }
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
    pending.withLock { $0.waiting.append(waiting) }
    if beginWriting() { writeElsewhere() }
  }

  /// Whether nobody was writing, and the caller does from now on.
  private func beginWriting() -> Bool {
    pending.withLock { pending in
      defer { pending.isWriting = true }
      return !pending.isWriting
    }
  }

  /// What waits by now, unless it is more than `limit` predictions; none, and the end of writing, where nothing waits.
  private func nextGroup(limit: Int = .max) -> [Waiting]? {
    pending.withLock { pending in
      guard pending.waiting.reduce(0, { $0 + $1.answer.predictions.count }) <= limit else { return nil }
      defer { pending.waiting = [] }
      pending.isWriting = !pending.waiting.isEmpty
      return pending.waiting
    }
  }

  private func writeInPassing(to database: Database) {
    for _ in 0..<Self.groupsInPassing {
      guard let group = nextGroup(limit: Self.small) else { break }
      if group.isEmpty { return checkpoints.wake() }
      write(group, to: database)
    }
    writeElsewhere()
  }

  private func writeElsewhere() {
    database.asyncWriteWithoutTransaction { [self] database in
      while let group = nextGroup(), !group.isEmpty {
        write(group, to: database)
        checkpoints.wake()
      }
    }
  }

  private func write(_ group: [Waiting], to database: Database) {
    switch commit(group, to: database) {
    case .success(let ranges): for (waiting, range) in zip(group, ranges) { waiting.done(.success(range)) }
    case .failure(let error): for waiting in group { waiting.done(.failure(error)) }
    }
  }

  /// All of a group or nothing.
  private func commit(_ group: [Waiting], to database: Database) -> Result<[ClosedRange<Int64>?], any Error> {
    let count = group.reduce(0) { $0 + $1.answer.predictions.count }
    do {
      let models = try group.map { try modelID($0.answer.model, database) }
      var ranges: [ClosedRange<Int64>?] = []
      func insertAll() throws {
        for (waiting, model) in zip(group, models) { ranges.append(try Self.insert(waiting, model, into: database)) }
      }
      if count == 1 {
        // One statement is a transaction of its own.
        try insertAll()
      } else {
        try database.inTransaction(.immediate) {
          try insertAll()
          return .commit
        }
      }
      counters.withLock { $0 = ($0.commits + 1, $0.predictions + count, $0.failures) }
      return .success(ranges)
    } catch {
      counters.withLock { $0.failures += 1 }
      return .failure(error)
    }
  }

  private static func insert(
    _ waiting: Waiting, _ model: Int64, into database: Database
  ) throws -> ClosedRange<Int64>? {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO prediction (model, time, source, inputs, probability, band, action, expected_profit)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    var first: Int64?
    for prediction in waiting.answer.predictions {
      try statement.execute(arguments: [
        model, waiting.time, waiting.answer.source.rawValue, prediction.inputs, prediction.probability, prediction.band,
        prediction.action, prediction.expectedProfit,
      ])
      first = first ?? database.lastInsertedRowID
    }
    // One transaction is the only writer, so numbers of one answer follow each other.
    return first.map { $0...database.lastInsertedRowID }
  }

  /// Under which a model is kept; it is, from when it is first asked for, whatever becomes of the predictions.
  private func modelID(_ model: StoredModel, _ database: Database) throws -> Int64 {
    if let id = models.withLock({ $0[model] }) { return id }
    try database.execute(
      sql: "INSERT OR IGNORE INTO model (digest, name, experiment, run) VALUES (?, ?, ?, ?)",
      arguments: [model.digest, model.name, model.experiment, model.run])
    let id = try Int64.fetchOne(
      database, sql: "SELECT id FROM model WHERE digest = ? AND run = ?", arguments: [model.digest, model.run])
    models.withLock { $0[model] = id }
    return id ?? 0
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
