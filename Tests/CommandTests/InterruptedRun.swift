import ChurnML
import Foundation
import TestSupport

/// A run of the small experiment that can be stopped on the way, and what it must come to.
struct InterruptedRun {
  /// About 40 units, most of them slow enough to be hit.
  static let text = SmallExperiment.text(
    resampling: "{folds: 4, repeats: 2}",
    models: """
      models:
        forest: {n_estimators: [6, 18], max_depth: [3, 9], min_samples_leaf: [1, 3, 5, 9]}
        logistic: {C: [0.1, 1]}
        majority: {}
      """)

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder, Self.text)
  }

  /// What every run of the experiment comes to, from one that nobody disturbed.
  struct Outcome: Sendable {
    let digest: String
    let fits: Int
  }

  static let outcome = Result<Outcome, any Error> {
    let record = try InterruptedRun().undisturbed()
    guard let digest = record.digest, let fits = record.engine("fits_planned") else { throw WorkError("no record") }
    return Outcome(digest: digest, fits: fits)
  }

  /// What a run that nobody disturbs prints.
  func undisturbed() throws -> [String: Any] {
    let answer = try Churnlab.run("run", "small.yaml", "--results", "Whole", "--json", in: folder)
    guard answer.status == 0 else { throw WorkError(answer.errors) }
    return try answer.json()
  }

  func start(_ arguments: [String] = []) throws -> Churnlab {
    try Churnlab(["run", "small.yaml", "--json"] + arguments, in: folder)
  }

  func resume(_ run: String, jobs: Int = 2) throws -> Churnlab.Answer {
    try Churnlab.run("resume", run, "--jobs", String(jobs), "--json", in: folder)
  }

  /// The run under `Results`, where it has its final name already.
  var run: String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/Results/small")) ?? []
    return names.first { !$0.hasPrefix(".") && $0 != "latest" }.map { "Results/small/\($0)" }
  }

  /// Waits until the run is resumable and has at least so many finished units.
  func waitForUnits(_ count: Int) throws -> String {
    for _ in 0..<3000 {
      if let run, try journal(run).count >= count { return run }
      usleep(2000)
    }
    throw WorkError("no run with \(count) units after a long time")
  }

  /// The units in a run's journal, one a whole line, in order.
  func journal(_ run: String) throws -> [String] {
    let text = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: file("journal.jsonl", of: run))), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      line.firstRange(of: "\"unit\":\"").map { String(line.suffix(from: $0.upperBound).prefix { $0 != "\"" }) }
    }
  }

  func file(_ name: String, of run: String) -> String { "\(folder.path)/\(run)/\(name)" }
}

extension [String: Any] {
  var digest: String? { self["results_digest"] as? String }
  func engine(_ key: String) -> Int? { (self["engine"] as? [String: Any])?[key] as? Int }
}
