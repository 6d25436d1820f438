import Foundation
import Reporting
import Synchronization
import Workbench

/// A run that was asked for: waiting, going on, or over.
final class RunJob: Sendable {
  enum State: String, Sendable { case queued, running, finished, failed, cancelled }

  struct Status: Sendable, Equatable {
    var state = State.queued
    /// Units of work.
    var done = 0
    var planned = 0
    /// Seconds since the first of them.
    var seconds = 0.0
    /// The run's folder, from when it is made.
    var run: String?
    var error: String?
    fileprivate(set) var isCancelled = false
  }

  let id = Access.random()
  let order: ExperimentShelf.Order
  let started = Date()
  private let current = Mutex(Status())
  private let process = Mutex<Process?>(nil)

  init(_ order: ExperimentShelf.Order) { self.order = order }

  var status: Status { current.withLock { $0 } }
  func update(_ change: @Sendable (inout Status) -> Void) { current.withLock { change(&$0) } }

  var isOver: Bool { ![.queued, .running].contains(status.state) }

  /// nil until its folder is made.
  var runID: RunID? { status.run.flatMap { RunID(order.experiment, $0) } }

  /// Starts the process unless the job was cancelled before.
  func launch(_ process: Process) throws {
    try self.process.withLock { known in
      guard !status.isCancelled else { return }
      try process.run()
      known = process
    }
  }

  /// Ends it at once; what is finished of the run stays, and can be gone on with.
  func cancel() {
    process.withLock { process in
      update { status in
        status.isCancelled = true
        if status.state == .queued { status.state = .cancelled }
      }
      if let process, process.isRunning { process.terminate() }
    }
  }

  /// For people.
  var words: String {
    let status = status
    switch status.state {
    case .queued: return "Waits for its turn."
    case .running where status.planned == 0: return "Reads the data and plans."
    case .running:
      let share = "\(status.done) of \(status.planned) fits"
      guard status.done > 0, status.done < status.planned else { return "\(share) done." }
      let left = status.seconds / Double(status.done) * Double(status.planned - status.done)
      return "\(share) done, about \(NumberText.duration(left)) to go."
    case .finished: return "Finished."
    case .failed: return "Failed: \(status.error ?? "")"
    case .cancelled: return "Cancelled."
    }
  }

  var json: JSON {
    let status = status
    return [
      "id": .text(id), "experiment": .text(order.experiment), "state": .text(status.state.rawValue),
      "done": .integer(status.done), "planned": .integer(status.planned), "seconds": .number(status.seconds),
      "run": runID.map { .text($0.text) } ?? .null, "error": status.error.map { .text($0) } ?? .null,
      "words": .text(words), "events": .text("/v1/runs/\(id)/events"),
    ]
  }
}
