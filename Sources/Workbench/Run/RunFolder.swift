internal import ChurnML
internal import Foundation

/// The files of a run and the lock on them. All paths inside are relative to the folder, so it can be moved.
public struct RunFolder: Sendable, Equatable {
  public let path: String

  public init(_ path: String) { self.path = path }

  enum File: String, CaseIterable {
    case experiment = "experiment.yaml"
    case resolved = "experiment.resolved.json"
    case environment = "environment.json"
    case data = "data.json"
    case splits = "splits.csv"
    case journal = "journal.jsonl"
    case points = "points.jsonl"
    case cvResults = "cv_results.csv"
    case predictions = "predictions.csv"
    case results = "results.json"
  }

  func file(_ file: File) -> String { "\(path)/\(file.rawValue)" }

  /// Where a unit's scores stand.
  func scores(of unit: String) -> String { "\(scoresFolder)/\(unit).bin" }
  var scoresFolder: String { "\(path)/scores" }
  var modelsFolder: String { "\(path)/models" }

  public var isFinished: Bool { FileManager.default.fileExists(atPath: file(.results)) }

  /// Makes the folder of a new run. It is filled under a hidden name and gets its own by one rename, from which moment the run can
  /// be resumed; when anything fails nothing is left.
  static func create(
    under results: String, experiment: String, filling fill: (RunFolder) throws -> Void
  ) throws -> RunFolder {
    let parent = "\(results)/\(experiment)"
    let hadParent = FileManager.default.fileExists(atPath: parent)
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw WorkError("The results folder \(parent) cannot be made; check its permissions or give --results DIR.")
    }
    let name = runName()
    let hidden = RunFolder("\(parent)/.\(name).new")
    Interruption.cleaning(hidden.path)
    do {
      for folder in [hidden.path, hidden.scoresFolder, hidden.modelsFolder] {
        guard mkdir(folder, 0o755) == 0 else {
          throw WorkError.system("The results folder \(parent) cannot be written")
        }
      }
      try fill(hidden)
      let run = RunFolder("\(parent)/\(name)")
      guard rename(hidden.path, run.path) == 0 else { throw WorkError.system("\(run.path) cannot be made") }
      Interruption.resumable(run.path)
      try AtomicFile.syncFolder(of: run.path)
      return run
    } catch {
      try? FileManager.default.removeItem(atPath: hidden.path)
      if !hadParent { rmdir(parent) }
      throw error
    }
  }

  /// Time (UTC) and a random suffix: sorts by time, and two runs of one second differ.
  private static func runName() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y%m%d-%H%M%S", &parts)
    let stamp = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let suffix = String(UInt32.random(in: 0..<1 << 20), radix: 16)
    return stamp + "-" + String(repeating: "0", count: 5 - suffix.count) + suffix
  }

  /// Points the experiment's link `latest` at this run.
  func linkLatest() throws(WorkError) {
    let parent = RelativePath.folder(of: path)
    let name = String(path.split(separator: "/").last ?? "")
    let partial = "\(parent)/.latest.\(name)"
    unlink(partial)
    guard symlink(name, partial) == 0, rename(partial, "\(parent)/latest") == 0 else {
      throw .system("\(parent)/latest cannot be made")
    }
  }
}

/// One writer at a time: held while the value lives. The system releases it when the process ends, however it ends.
struct RunLock: ~Copyable {
  private let descriptor: Int32

  init(_ run: RunFolder) throws(WorkError) {
    descriptor = open("\(run.path)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system("\(run.path) cannot be written") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw WorkError("\(run.path) is being written by another process; wait for it to end.")
    }
  }

  deinit { close(descriptor) }
}
