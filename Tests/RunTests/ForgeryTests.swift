import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// Files changed with care, manifest and all: only computing the figures again finds it.
@Suite struct ForgeryTests {
  private let run: SmallRun

  init() throws { run = try SmallRun() }

  private func forge(_ file: RunFolder.File, _ change: (String) -> String) throws -> [Manifest.Damage] {
    let path = run.run.file(file)
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let after = change(before)
    #expect(before != after)
    try AtomicFile.write(after, to: path)
    try Manifest.add([file.rawValue], to: run.run)
    return try RunVerifier(run.run, jobs: 2).recompute().damages
  }

  @Test func betterFigureIsFound() throws {
    let best = try #require(run.record.models["forest"]?.outOfFold["roc_auc"] ?? nil)
    #expect(try forge(.results) { $0.replacing("\(best)", with: "\(best + 0.01)") }.map(\.file) == ["results.json"])
  }

  @Test func lastBitIsNoDifference() throws {
    let best = try #require(run.record.models["logistic"]?.outOfFold["log_loss"] ?? nil)
    #expect(try forge(.results) { $0.replacing("\(best)", with: "\(best.nextUp)") } == [])
  }

  @Test func otherRankIsFound() throws {
    #expect(try forge(.points) { $0.replacing("\"rank\":1}", with: "\"rank\":2}") }.map(\.file) == ["points.jsonl"])
  }

  @Test func otherDigestIsFound() throws {
    let damages = try forge(.results) {
      $0.replacing(run.record.resultsDigest, with: String(run.record.resultsDigest.reversed()))
    }
    #expect(damages.map(\.file).contains("results.json"))
  }

  @Test func otherLabelIsFound() throws {
    let damages = try forge(.predictions) { text in
      text.replacing(/\n(\d+,0,\d+),1,/, maxReplacements: 1) { "\n\($0.1),0," }
    }
    #expect(damages.map(\.file).contains("points.jsonl"))
  }
}
