import ChurnML
import TestSupport
import Testing

@testable import Workbench

/// The determinism contract: what was asked for decides the digest, and nothing else.
@Suite struct DigestTests {
  @Test func jobsDoNotMatter() throws {
    let digests = try [1, 2, 3, 5].map { try SmallRun(jobs: $0).record.resultsDigest }
    #expect(Set(digests).count == 1, "\(digests)")
  }

  /// Three nested axes and two leaf sizes: 36 points.
  @Test func sharedAndNaiveEnginesAgree() throws {
    let models = """
      models:
        forest:
          n_estimators: [2, 4, 7]
          max_depth: [2, 3, null]
          min_samples_split: [2, 30]
          min_samples_leaf: [1, 5]
        majority: {}
      """
    let text = SmallExperiment.text(resampling: "{folds: 5}", models: models)
    let shared = try SmallRun(text).record
    let naive = try SmallRun(text, engine: .naive).record
    #expect(shared.resultsDigest == naive.resultsDigest)
    #expect(shared.engine.points == 36 && naive.engine.points == 36)
    #expect(shared.engine.fitsRun == 10)
    #expect(naive.engine.fitsRun == 180)
    #expect(shared.selected.point == naive.selected.point)
  }

  @Test func seedAndDataMatter() throws {
    let digests = [
      try SmallRun().record, try SmallRun(SmallExperiment.text().replacing("seed: 3", with: "seed: 4")).record,
      try SmallRun(rows: 239).record,
    ].map(\.resultsDigest)
    #expect(Set(digests).count == 3)
  }

  /// The order of points is no part of the result.
  @Test func orderOfPointsDoesNotMatter() throws {
    let other = SmallExperiment.text().replacing(
      "n_estimators: [3, 6], max_depth: [2, 4]", with: "max_depth: [4, 2], n_estimators: [6, 3]")
    #expect(try SmallRun(other).record.resultsDigest == SmallRun().record.resultsDigest)
  }
}
