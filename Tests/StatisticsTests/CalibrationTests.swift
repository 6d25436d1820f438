import ChurnML
import Foundation
import TestSupport
import Testing

@Suite struct CalibrationTests {
  @Test func brierInFiveTerms() throws {
    let expected = try Fixture.json("stats_reference")["calibration_n400_A"]["equal_width_10"]
    let scores = try ReferenceScores.modelA()
    let terms = try BrierDecomposition(scores)
    #expect(close(terms.reliability, expected["reliability"].number, within: 1e-12))
    #expect(close(terms.resolution, expected["resolution"].number, within: 1e-12))
    #expect(close(terms.uncertainty, expected["uncertainty"].number, within: 1e-12))
    #expect(close(terms.withinBinVariance, expected["within_bin_variance"].number, within: 1e-12))
    #expect(close(terms.withinBinCovariance, expected["within_bin_covariance"].number, within: 1e-12))
  }

  @Test func theFiveTermsAddUp() throws {
    var source = RandomSource(31)
    for _ in 0..<100 {
      let count = 1 + source.index(below: 50)
      let scores = (0..<count).map { _ in Double(source.index(below: 21)) / 20 }
      let ranked = RankedScores(labels: scores.map { _ in UInt8(source.index(below: 2)) }, scores: scores)
      let terms = try BrierDecomposition(ranked)
      let sum =
        terms.reliability - terms.resolution + terms.uncertainty + terms.withinBinVariance - terms.withinBinCovariance
      #expect(try close(sum, Brier().value(of: ranked), within: 1e-13))
    }
  }

  @Test func isotonicDecompositions() throws {
    let reference = try Fixture.json("stats_reference")["calibration_n400_A"]
    let scores = try ReferenceScores.modelA()
    for (terms, name) in [
      (try ScoreDecomposition.squaredError(scores), "corp_isotonic_squared_error_modeldiagnostics"),
      (try ScoreDecomposition.logLoss(scores), "corp_isotonic_logloss_modeldiagnostics"),
    ] {
      #expect(close(terms.miscalibration, reference[name]["miscalibration"].number))
      #expect(close(terms.discrimination, reference[name]["discrimination"].number))
      #expect(close(terms.uncertainty, reference[name]["uncertainty"].number))
    }
  }

  @Test func hosmerLemeshow() throws {
    let expected = try Fixture.json("stats_reference")["hosmer_lemeshow_n400_A"]
    let scores = try ReferenceScores.modelA()
    let test = try HosmerLemeshow(scores)
    for (group, numbers) in zip(test.groups, expected["groups"].array.map(\.numbers)) {
      #expect(Double(group.rows) == numbers[0])
      #expect(Double(group.churners) == numbers[1])
      #expect(close(group.expected, numbers[2], within: 1e-12))
    }
    #expect(close(test.statistic, expected["H"].number))
    #expect(test.df == 10)
    #expect(close(test.pValue, expected["p_df10"].number))
    let fitted = try HosmerLemeshow(scores, trainingRows: true)
    #expect(fitted.df == 8)
    #expect(close(fitted.pValue, expected["p_df8"].number))
  }

  @Test func theFirstGroupsAreLargerAndTiesKeepTheirOrder() throws {
    let labels: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    let test = try HosmerLemeshow(RankedScores(labels: labels, scores: [Double](repeating: 0.5, count: 13)))
    #expect(test.groups.map(\.rows) == [2, 2, 2, 1, 1, 1, 1, 1, 1, 1])
    #expect(test.groups.map(\.churners) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  }

  @Test func certainGroups() throws {
    let right = RankedScores(
      labels: [UInt8](repeating: 0, count: 5) + [UInt8](repeating: 1, count: 5),
      scores: [Double](repeating: 0, count: 5) + [Double](repeating: 1, count: 5))
    #expect(try HosmerLemeshow(right).statistic == 0)
    let wrong = RankedScores(labels: right.labels, scores: right.scores.map { 1 - $0 })
    #expect(throws: Undefined.self) { try HosmerLemeshow(wrong) }
    #expect(throws: Undefined.self) { try HosmerLemeshow(RankedScores(labels: [0, 1], scores: [0.1, 0.2])) }
  }

  @Test func coxLineOfModelA() throws {
    let expected = try Fixture.json("stats_reference")["cox_calibration_n400_A"]
    let scores = try ReferenceScores.modelA()
    let line = try CoxCalibration.line(scores)
    #expect(close(line.intercept, expected["intercept"].number, within: 1e-7))
    #expect(close(line.slope, expected["slope"].number, within: 1e-7))
    #expect(try close(CoxCalibration.inTheLarge(scores), expected["calibration_in_the_large"].number, within: 1e-7))
  }

  @Test func coxLineOfFarAwayScores() throws {
    // Scores whose odds are e^40 too high, and extreme ones: Newton's full step overshoots here.
    let labels: [UInt8] = [0, 1, 0, 1]
    let ranked = RankedScores(labels: labels, scores: [1e-15, 1e-14, 2e-14, 0.999999])
    let line = try CoxCalibration.line(ranked)
    let fitted = ranked.scores.map { 1 / (1 + exp(-line.intercept - line.slope * log($0 / (1 - $0)))) }
    #expect(close(fitted.reduce(0, +), 2, within: 1e-8))
    #expect(close(zip(fitted, ranked.scores).reduce(0) { $0 + $1.0 * log($1.1) }, log(1e-14 * 0.999999), within: 1e-6))
    let low = RankedScores(labels: [1, 1, 1, 0], scores: [1e-17, 1e-17, 1e-17, 1e-17])
    #expect(try close(CoxCalibration.inTheLarge(low), log(3) - log(1e-17)))
  }

  @Test func noCalibrationLine() {
    for (labels, scores) in [
      ([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]), ([0, 0, 1, 1], [0.1, 0.2, 0.2, 0.4]), ([1, 0], [0.1, 0.2]),
      ([0, 1, 0], [0.3, 0.3, 0.3]), ([0, 0], [0.3, 0.4]), ([0, 1, 0], [0, 0.3, 0.5]), ([0, 1, 0], [0.1, 0.3, 1]),
    ] as [([UInt8], [Double])] {
      #expect(throws: Undefined.self) { try CoxCalibration.line(RankedScores(labels: labels, scores: scores)) }
    }
  }
}
