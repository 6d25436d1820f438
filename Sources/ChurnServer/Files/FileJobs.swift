import ChurnML
import Dispatch
import Foundation
import HTTPTypes
import Synchronization
import Workbench

/// Scores uploaded files one after the other, and keeps the last few.
final class FileJobs: Sendable {
  private let scorer: Scorer
  private let jobs: Int
  private let queue = DispatchQueue(label: "churnlab.files")
  private let known = Mutex<[FileJob]>([])
  /// Of uploads and results; gone with the server.
  private let folder: String

  private static let kept = 8
  private static let atOnce = 4

  init(_ scorer: Scorer, jobs: Int) throws(WorkError) {
    self.scorer = scorer
    self.jobs = jobs
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("churnlab-server-\(UUID().uuidString)").path
    guard mkdir(folder, 0o700) == 0 else { throw WorkError("\(folder) cannot be made for uploaded files.") }
  }

  /// The newest first.
  var all: [FileJob] { known.withLock { $0 } }
  func job(_ id: String) -> FileJob? { known.withLock { $0.first { $0.id == id } } }

  /// Where the next upload goes.
  func newPath() -> String { "\(folder)/\(Access.random())" }

  /// Puts a file into the queue.
  func start(_ file: UploadedFile, onError: Scoring.OnError) throws(Problem) -> FileJob {
    let job = FileJob(file, onError: onError)
    let isTaken = known.withLock { known in
      guard known.count(where: \.isRunning) < Self.atOnce else { return false }
      known.insert(job, at: 0)
      let old = known.dropFirst(Self.kept).filter { !$0.isRunning }
      for job in old { job.discard() }
      known.removeAll { job in old.contains { $0 === job } }
      return true
    }
    guard isTaken else {
      job.discard()
      throw Problem(.tooManyRequests, "Several files are being scored already; try again.", headers: [.retryAfter: "5"])
    }
    queue.async { [self] in run(job) }
    return job
  }

  func close() { try? FileManager.default.removeItem(atPath: folder) }

  private func run(_ job: FileJob) {
    let model = scorer.run.main
    let size = (try? FileManager.default.attributesOfItem(atPath: job.file.path)[.size] as? Int) ?? 1
    do {
      let scoring = Scoring(model.saved, decision: model.decision, onError: job.onError, jobs: jobs)
      let record = try scoring.score(
        job.file.path, to: job.output,
        progress: { progress in
          job.move(to: .running(rows: progress.rows, share: Double(progress.bytes) / Double(max(size, 1))))
        })
      guard record.scored > 0 else {
        job.discard()
        return job.move(to: .failed("Every customer has a cell that cannot be used, so none is scored.", record))
      }
      let table = try ScoredTable(path: job.output, jobs: jobs)
      try store(table, model)
      scorer.metrics.addPredictions(record.scored, model: model.name)
      job.move(to: .done(record, table))
    } catch {
      // The place of the upload says nothing to its sender.
      job.move(to: .failed("\(error)".replacing(job.file.path, with: job.file.name), nil))
    }
    job.discard()
  }

  private func store(_ table: ScoredTable, _ model: ServedModel) throws(Problem) {
    guard let store = scorer.store else { return }
    let added = AddedColumns(table.names)
    for start in stride(from: 0, to: table.rows, by: 1_000) {
      let predictions = (start..<min(start + 1_000, table.rows)).map { added.prediction(table, row: $0) }
      try store.saveAndWait(
        StoredAnswer(source: .file, model: scorer.storedModel(model), predictions: predictions))
    }
  }
}

/// Where scoring's columns stand in a scored table: behind the customers' own.
private struct AddedColumns {
  private let inputs: Int
  private let places: [String: Int]

  init(_ names: [String]) {
    inputs = names.lastIndex(of: "probability") ?? names.count
    places = Dictionary(names.enumerated().dropFirst(inputs).map { ($1, $0) }) { first, _ in first }
  }

  func prediction(_ table: ScoredTable, row: Int) -> StoredPrediction {
    func text(_ name: String) -> String? {
      guard let text = places[name].map({ table.cell(row, $0) }), !text.isEmpty else { return nil }
      return text
    }
    return StoredPrediction(
      inputs: table.json(row, columns: inputs).compact, probability: text("probability").flatMap(Double.init) ?? .nan,
      band: text("band"), action: text("action"), expectedProfit: text("expected_profit").flatMap(Double.init))
  }
}
