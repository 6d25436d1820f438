internal import ChurnML
internal import Foundation

/// The files of a run. All paths inside are relative to the folder, so it can be moved.
public struct RunFolder: Sendable, Equatable {
  public let path: String

  public init(_ path: String) { self.path = path }

  enum File: String, CaseIterable {
    case experiment = "experiment.yaml"
    case resolved = "experiment.resolved.json"
    case environment = "environment.json"
    case data = "data.json"
    case profile = "profile.json"
    case splits = "splits.csv"
    /// Where `splits.csv` does not say all.
    case allSplits = "all_splits.csv"
    /// Labels and customers, where `predictions.csv` does not say all of them.
    case rows = "rows.csv"
    case journal = "journal.jsonl"
    case points = "points.jsonl"
    case cvResults = "cv_results.csv"
    case predictions = "predictions.csv"
    /// Of nested cross-validation: every row scored by what was chosen without it.
    case nestedPredictions = "nested_predictions.csv"
    case importance = "importance.json"
    case outOfBag = "oob.json"
    /// Where the model has reasons to give.
    case reasons = "reasons.json"
    case effects = "effects.json"
    case results = "results.json"
    case figures = "figures.json"
    case report = "report.html"
    /// Written last: where it stands, the run is finished.
    case manifest = "manifest.sha256"
  }

  func file(_ file: File) -> String { "\(path)/\(file.rawValue)" }

  /// Where a unit's scores stand.
  func scores(of unit: String) -> String { "\(scoresFolder)/\(unit).bin" }
  var scoresFolder: String { "\(path)/scores" }
  var modelsFolder: String { "\(path)/models" }

  /// The folder's own name, also where `path` is a link or `.`.
  var name: String { real.lastPathComponent }
  private var real: URL { URL(fileURLWithPath: path).resolvingSymlinksInPath() }

  public var isFinished: Bool { has(.manifest) }
  func has(_ file: File) -> Bool { FileManager.default.fileExists(atPath: self.file(file)) }

  /// Points the experiment's link `latest` at this run; leaves alone what is there under that name and is no link.
  func linkLatest() throws(WorkError) {
    let parent = real.deletingLastPathComponent().path
    let latest = "\(parent)/latest"
    var status = stat()
    if lstat(latest, &status) == 0, status.st_mode & S_IFMT != S_IFLNK { return }
    let partial = "\(parent)/.latest.\(name)"
    unlink(partial)
    guard symlink(name, partial) == 0, rename(partial, latest) == 0 else { throw .system("\(latest) cannot be made") }
  }
}
