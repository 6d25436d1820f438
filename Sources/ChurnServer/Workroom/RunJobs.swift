import Dispatch
import Foundation
import HTTPTypes
import Synchronization
import Workbench

/// Runs experiments one after the other, each in a process of its own, and keeps the last few in mind.
final class RunJobs: Sendable {
  private let results: String
  private let shelf: ExperimentShelf
  /// The program that has the worker's verb.
  private let program: String
  private let jobs: Int
  private let limits: Limits
  private let queue = DispatchQueue(label: "churnlab.runs")
  private let known = Mutex<[RunJob]>([])

  private static let kept = 50

  init(results: String, shelf: ExperimentShelf, program: String, jobs: Int, limits: Limits) {
    self.results = results
    self.shelf = shelf
    self.program = program
    self.jobs = jobs
    self.limits = limits
  }

  /// The newest first.
  var all: [RunJob] { known.withLock { $0 } }

  func job(_ id: String?) throws(Problem) -> RunJob {
    guard let job = known.withLock({ $0.first { $0.id == id } }) else {
      throw Problem(.notFound, "There is no such run under way; see /v1/runs for all.")
    }
    return job
  }

  func start(_ order: ExperimentShelf.Order) throws(Problem) -> RunJob {
    let job = RunJob(order)
    let isTaken = known.withLock { known in
      guard known.count(where: { $0.status.state == .queued }) < limits.queuedRuns else { return false }
      known.insert(job, at: 0)
      if known.count > Self.kept, known.last?.isOver == true { known.removeLast() }
      return true
    }
    guard isTaken else {
      throw Problem(
        .tooManyRequests, "\(limits.queuedRuns) runs are waiting already; cancel one or try later.",
        headers: [.retryAfter: "30"])
    }
    queue.async { [self] in run(job) }
    return job
  }

  /// Ends what is under way; runs stay resumable.
  func close() { for job in all { job.cancel() } }

  private func run(_ job: RunJob) {
    do { try work(job) } catch {
      job.update { status in
        status.state = .failed
        status.error = "The run could not be started: \(error)"
      }
    }
  }

  private func work(_ job: RunJob) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments =
      ["fit", "--name", job.order.name, "--folder", shelf.folder, "--results", results, "--jobs", String(jobs)]
      + job.order.overrides.flatMap { ["--set", $0] }
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try job.launch(process)
    guard !job.status.isCancelled else { return job.update { $0.state = .cancelled } }
    job.update { $0.state = .running }
    // Left open until the end: the worker takes its closing for the server's end.
    try input.fileHandleForWriting.write(contentsOf: Data(job.order.text.utf8) + [0])
    follow(output.fileHandleForReading, job)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
    job.update { [status = process.terminationStatus] state in
      state.state = status == 0 ? .finished : state.isCancelled ? .cancelled : .failed
      if state.state == .failed { state.error = Self.sentence(words) }
    }
  }

  /// Reads what the worker says until it ends.
  private func follow(_ output: FileHandle, _ job: RunJob) {
    var rest = Data()
    while true {
      let piece = output.availableData
      if piece.isEmpty { return }
      rest += piece
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        if let line = try? JSONDecoder().decode(Line.self, from: rest[..<end]) { job.update { line.apply(to: &$0) } }
        rest = Data(rest[(end + 1)...])
      }
    }
  }

  private struct Line: Decodable, Sendable {
    let run: String?
    let done: Int?
    let planned: Int?
    let seconds: Double?

    func apply(to status: inout RunJob.Status) {
      if let run { status.run = run }
      guard let done, let planned, let seconds else { return }
      (status.done, status.planned, status.seconds) = (done, planned, seconds)
    }
  }

  private static func sentence(_ words: String) -> String {
    let line = words.split(separator: "\n").last.map(String.init) ?? "the process ended without a word"
    return line.replacing("churnlab-server: ", with: "")
  }
}
