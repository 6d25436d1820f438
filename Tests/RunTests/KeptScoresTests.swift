import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// The score store stays within its size: the worst points' scores go, their figures stay.
@Suite struct KeptScoresTests {
  private func run(maxBytes: Int) throws -> (folder: TemporaryFolder, run: RunFolder, record: RunRecord) {
    let folder = try TemporaryFolder()
    let runner = try SmallRun.runner(SmallExperiment.write(to: folder), maxScoreBytes: maxBytes)
    let run = try runner.create(under: folder.path + "/Results", source: "")
    return (folder, run, try runner.compute(run))
  }

  /// One point takes 241 words here: 240 rows and its divisor.
  @Test(arguments: [(bytes: 20_000, kept: 10), (bytes: 0, kept: 3), (bytes: 37_224, kept: 19)])
  func worstGoFirst(limit: (bytes: Int, kept: Int)) throws {
    let whole = try SmallRun()
    let capped = try run(maxBytes: limit.bytes)
    #expect(capped.record.resultsDigest == whole.record.resultsDigest)
    #expect(capped.record.scores.kept == limit.kept)
    #expect(capped.record.scores.kept + capped.record.scores.dropped == 19)
    let files = try FileManager.default.contentsOfDirectory(atPath: capped.run.scoresFolder)
    let sizes = try files.map { file in
      try FileManager.default.attributesOfItem(atPath: "\(capped.run.scoresFolder)/\(file)")[.size] as? Int ?? 0
    }
    #expect(limit.kept == 3 || sizes.reduce(0, +) <= limit.bytes + 200, "the list of points is small")
    guard limit.kept < 19 else { return #expect(try capped.run.kept() == nil) }
    let kept = try #require(try capped.run.kept()?.points)
    let ranks = try whole.points().map { $0.rank ?? .max }
    let best = Set(["forest", "logistic", "majority"].compactMap { whole.record.models[$0]?.point })
    #expect(best.isSubset(of: kept))
    let worstKept = kept.filter { !best.contains($0) }.map { ranks[$0] }.max() ?? 0
    #expect(ranks.indices.allSatisfy { kept.contains($0) || ranks[$0] >= worstKept })
  }

  @Test func keptScoresAreTheUnits() throws {
    let whole = try SmallRun()
    let capped = try run(maxBytes: 20_000)
    let runner = try SmallRun.runner(capped.folder.path + "/small.yaml")
    let kept = try #require(try capped.run.kept())
    let entries = try Journal(capped.run.file(.journal)).entries()
    let units = try ScoreStore(runner.plan, whole.run, entries: entries)
    let store = try ScoreStore(runner.plan, capped.run, entries: entries, kept: kept)
    for candidate in runner.plan.candidates {
      let stored = try store.scores(of: candidate)
      #expect(store.isDropped(candidate) != kept.points.contains(candidate.id))
      if !store.isDropped(candidate) { #expect(try stored.probabilities == units.scores(of: candidate).probabilities) }
    }
  }
}
