import ChurnML
import Foundation
import TestSupport
import Testing

@Suite struct CalibratorTests {
  /// Scores whose odds are e^0.8 times too high and too extreme: what balanced class weights do.
  private func distorted(_ count: Int, seed: UInt64) -> RankedScores {
    var source = RandomSource(seed)
    let truth = (0..<count).map { _ in 0.02 + 0.9 * source.unit() * source.unit() }
    return RankedScores(
      labels: truth.map { source.unit() < $0 ? 1 : 0 },
      scores: truth.map { 1 / (1 + exp(-(0.8 + 1.5 * log($0 / (1 - $0))))) })
  }

  @Test(arguments: CalibratorCatalogue.all.map { $0.name })
  func distortedScoresAreRefusedUntilCalibrated(name: String) throws {
    let calibrator = try #require(CalibratorCatalogue.calibrator(named: name))
    let scores = distorted(7000, seed: 3)
    let before = try CalibrationCheck(scores)
    #expect(before.refusal?.contains("not calibrated") == true)
    let folds = scores.scores.indices.map { $0 % 5 }
    let probabilities = try crossFittedProbabilities(
      calibrator, labels: scores.labels, scores: scores.scores, folds: folds)
    let after = RankedScores(labels: scores.labels, scores: probabilities)
    #expect(try CalibrationCheck(after).passes)
    #expect(try Brier().value(of: after) < Brier().value(of: scores) - 0.005)
  }

  @Test(arguments: CalibratorCatalogue.all.map { $0.name })
  func calibratorsKeepTheOrderAndSurviveJSON(name: String) throws {
    let calibrator = try #require(CalibratorCatalogue.calibrator(named: name))
    let scores = distorted(500, seed: 4)
    let fitted = try calibrator.init(fittedTo: scores)
    let grid = (0...100).map { Double($0) / 100 }
    let probabilities = grid.map { fitted.probability($0) }
    #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy(<=))
    #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
    let again = try JSONDecoder().decode(calibrator, from: JSONEncoder().encode(fitted))
    #expect(grid.map { again.probability($0) } == probabilities)
  }

  @Test(arguments: CalibratorCatalogue.all.map { $0.name })
  func oddSamplesAreFitted(name: String) throws {
    let calibrator = try #require(CalibratorCatalogue.calibrator(named: name))
    for (labels, scores) in [
      ([0, 0, 1, 1], [0, 0.2, 0.8, 1]), ([0, 1, 0], [0.3, 0.3, 0.3]), ([1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4]),
      ([0, 0], [0.1, 0.2]), ([1], [0.5]),
    ] as [([UInt8], [Double])] {
      let fitted = try calibrator.init(fittedTo: RankedScores(labels: labels, scores: scores))
      for score in [0, 0.1, 0.3, 0.9, 1] { #expect((0...1).contains(fitted.probability(score)), "\(labels) \(score)") }
    }
    #expect(throws: Undefined.self) { try calibrator.init(fittedTo: RankedScores(labels: [], scores: [])) }
  }

  /// The distortion is one Platt's and the beta family contain, so its inverse is recovered.
  @Test func parametricCalibratorsRecoverTheirOwnFamily() throws {
    let scores = distorted(200_000, seed: 5)
    for calibrator in [try PlattCalibrator(fittedTo: scores), try BetaCalibrator(fittedTo: scores)] as [any Calibrator]
    {
      for truth in [0.05, 0.2, 0.5, 0.8] {
        let score = 1 / (1 + exp(-(0.8 + 1.5 * log(truth / (1 - truth)))))
        #expect(abs(calibrator.probability(score) - truth) < 0.01)
      }
    }
  }

  @Test func plattTakesMarginsToo() throws {
    let scores = distorted(5000, seed: 6)
    let margins = RankedScores(labels: scores.labels, scores: scores.scores.map { log($0 / (1 - $0)) })
    let (a, b) = try (PlattCalibrator(fittedTo: scores), PlattCalibrator(fittedTo: margins))
    #expect(abs(a.probability(0.4) - b.probability(log(0.4 / 0.6))) < 1e-6)
    #expect(throws: Undefined.self) { try BetaCalibrator(fittedTo: margins) }
  }

  /// scikit-learn: IsotonicRegression(out_of_bounds="clip").fit([1,2,3,4,5,6],[0,1,0,1,1,1]).predict(...)
  @Test func isotonicInterpolatesAsScikitLearn() throws {
    let fitted = try IsotonicCalibrator(
      fittedTo: RankedScores(labels: [0, 1, 0, 1, 1, 1], scores: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]))
    let expected = [(0.0, 0.0), (0.1, 0), (0.15, 0.25), (0.2, 0.5), (0.25, 0.5), (0.35, 0.75), (0.4, 1), (0.9, 1)]
    for (score, probability) in expected { #expect(close(fitted.probability(score), probability, within: 1e-12)) }
  }

  @Test func priorCorrectionMovesTheOdds() throws {
    let correction = try PriorCorrection(sampleRate: 0.5, trueRate: 0.2)
    #expect(close(correction.probability(0.5), 0.2, within: 1e-15))
    #expect(correction.probability(0) == 0 && correction.probability(1) == 1)
    let back = try PriorCorrection(sampleRate: 0.2, trueRate: 0.5)
    #expect(close(back.probability(correction.probability(0.37)), 0.37, within: 1e-15))
    #expect(throws: InputError.self) { try PriorCorrection(sampleRate: 0, trueRate: 0.2) }
  }

  @Test func constantScoresOfTheRightMeanPass() throws {
    #expect(try CalibrationCheck(RankedScores(labels: [1, 0, 0, 0], scores: [0.25, 0.25, 0.25, 0.25])).passes)
    #expect(try !CalibrationCheck(RankedScores(labels: [1, 0, 0, 0], scores: [0.5, 0.5, 0.5, 0.5])).passes)
    #expect(throws: Undefined.self) { try CalibrationCheck(RankedScores(labels: [1, 0], scores: [2, 3])) }
  }
}
