import ChurnML
import Foundation
import HTTPTypes
import Reporting
import Synchronization
import Workbench

/// Which run: the experiment's name and the run's own, as its folder is called.
struct RunID: Sendable, Hashable {
  let experiment: String
  let run: String

  /// nil for names that no run's folder has: nothing outside the results can be named.
  init?(_ experiment: String?, _ run: String?) {
    guard let experiment, let run, Self.isName(experiment), Self.isName(run) else { return nil }
    self.experiment = experiment
    self.run = run
  }

  /// `EXPERIMENT/RUN`.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    self.init(parts[0], parts[1])
  }

  var text: String { "\(experiment)/\(run)" }
  /// Of its page.
  var path: String { "/runs/\(FormValues.encoded(experiment))/\(FormValues.encoded(run))" }

  /// When it was started, as its name says.
  var started: String {
    let digits = run.filter(\.isNumber)
    guard run.count > 15, digits.count >= 14 else { return run }
    let parts = [(0, 4), (4, 2), (6, 2), (8, 2), (10, 2)].map { digits.dropFirst($0.0).prefix($0.1) }
    return "\(parts[0])-\(parts[1])-\(parts[2]) \(parts[3]):\(parts[4])"
  }

  /// For people: the experiment, and below it the run's own name.
  func name(isLinked: Bool = true) -> HTML {
    let title = isLinked ? HTML("a", ["href": path], HTML(text: experiment)) : HTML(text: experiment)
    return HTML([title, HTML("small", ["class": "hint run-name"], HTML(text: run))])
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.first != "." && text.utf8.count <= 200
      && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  }
}

/// A line of the list of runs.
struct RunEntry: Sendable {
  let id: RunID
  /// nil for a run that is not finished.
  let figures: Figures?

  struct Figures: Sendable {
    let rows: Int
    let points: Int
    let winner: String
    let metric: String
    /// The winner's, over folds.
    let value: Double?
    let spread: Double?
    let seconds: Double
    let digest: String
  }
}

/// The runs in the results folder. Finished runs never change, so each is read once.
final class RunCatalogue: Sendable {
  let results: String
  private let jobs: Int
  private let figures = Mutex<[RunID: RunEntry.Figures]>([:])
  private let explorers = Mutex<[String: ThresholdExplorer]>([:])

  private static let explorersKept = 16

  init(results: String, jobs: Int) {
    self.results = results
    self.jobs = jobs
  }

  /// The newest first.
  func all() -> [RunEntry] {
    Self.folders(in: results).flatMap { experiment in
      Self.folders(in: "\(results)/\(experiment)").compactMap { run in RunID(experiment, run) }
    }
    .filter { (try? RunFolder(existing: path($0))) != nil }
    .sorted { ($1.run, $0.experiment) < ($0.run, $1.experiment) }
    .map { RunEntry(id: $0, figures: figures(of: $0)) }
  }

  func folder(_ id: RunID?) throws(Problem) -> RunFolder {
    guard let id, let folder = try? RunFolder(existing: path(id)) else {
      throw Problem(.notFound, "There is no such run; see /runs for those there are.")
    }
    return folder
  }

  func record(_ id: RunID?) throws(Problem) -> RunRecord {
    do { return try folder(id).record() } catch let problem as Problem { throw problem } catch {
      throw Problem(.conflict, "The run \(id?.text ?? "") is not finished.")
    }
  }

  func explorer(_ id: RunID, model: String?) throws -> ThresholdExplorer {
    let key = "\(id.text) \(model ?? "")"
    if let known = explorers.withLock({ $0[key] }) { return known }
    let explorer = try ThresholdExplorer(folder(id), model: model, jobs: jobs)
    explorers.withLock { explorers in
      if explorers.count >= Self.explorersKept { explorers.removeAll() }
      explorers[key] = explorer
    }
    return explorer
  }

  private func path(_ id: RunID) -> String { "\(results)/\(id.experiment)/\(id.run)" }

  private func figures(of id: RunID) -> RunEntry.Figures? {
    if let known = figures.withLock({ $0[id] }) { return known }
    guard let record = try? RunFolder(path(id)).record() else { return nil }
    let winner = record.models[record.winner.model]
    let metric = record.search.metric
    let read = RunEntry.Figures(
      rows: record.data.rows, points: record.engine.points, winner: record.winner.model, metric: metric,
      value: winner?.outOfFold[metric] ?? nil, spread: winner?.outOfFoldStd[metric] ?? nil,
      seconds: record.cost.spent.wall, digest: record.resultsDigest)
    figures.withLock { $0[id] = read }
    return read
  }

  /// Names of folders, links and hidden ones left out.
  private static func folders(in path: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      return !name.hasPrefix(".") && attributes?[.type] as? FileAttributeType == .typeDirectory
    }
  }
}
