import ChurnML
import TestSupport
import Testing

@Suite struct ThresholdTests {
  static let objectives: [ThresholdObjective] = [
    .f1, .youden, .accuracy, .cost(ratio: 5), .cost(ratio: 2.7), .balancedAccuracy, .mcc, .fBeta(2),
  ]

  @Test func theCatalogueOfModelA() throws {
    let scores = try ReferenceScores.modelA()
    let expected = try Fixture.json("stats_reference")["thresholds_n400_A"]
    let youden = try ThresholdObjective.youden.best(in: scores)
    #expect(youden.threshold == expected["youden"]["threshold"].number)
    #expect(close(youden.value, expected["youden"]["J"].number))
    let f1 = try ThresholdObjective.f1.best(in: scores)
    #expect(f1.threshold == expected["best_f1"]["threshold"].number)
    #expect(close(f1.value, expected["best_f1"]["f1"].number))
  }

  @Test(arguments: objectives)
  func noCutOffIsBetterThanTheBest(objective: ThresholdObjective) throws {
    var source = RandomSource(77)
    for _ in 0..<200 {
      let (labels, scores) = Self.sample(&source)
      let best = try objective.best(in: RankedScores(labels: labels, scores: scores))
      let ranked = try Self.judged(objective, labels: labels, scores: scores)
      let sign = objective.direction == .maximize ? 1.0 : -1.0
      let top = ranked.map { $0.value * sign }.max()!
      #expect(close(best.value * sign, top, within: 1e-12))
      // Of equals, the highest cut-off.
      #expect(best.threshold == ranked.first { $0.value * sign >= top - 1e-12 * abs(top) }!.threshold)
    }
  }

  /// Choosing on the other folds' rows and judging on this one, done the long way.
  @Test(arguments: objectives)
  func crossFittingIsChoosingElsewhere(objective: ThresholdObjective) throws {
    var source = RandomSource(78)
    for _ in 0..<100 {
      let samples = (0..<3).map { _ in Self.sample(&source) }
      let folds = RankedFolds(labels: samples.map(\.labels), scores: samples.map(\.scores))
      let fitted = try folds.crossFit([objective])[0]
      for fold in 0..<3 {
        let others = samples.indices.filter { $0 != fold }
        let best = try objective.best(
          in: RankedScores(
            labels: others.flatMap { samples[$0].labels }, scores: others.flatMap { samples[$0].scores }))
        #expect(fitted.thresholds[fold] == best.threshold)
        let own = RankedScores(labels: samples[fold].labels, scores: samples[fold].scores)
        #expect(try fitted.values[fold] == objective.value(of: Confusion(own, threshold: best.threshold)))
        #expect(fitted.confusions[fold] == Confusion(own, threshold: best.threshold))
      }
    }
  }

  @Test func oneClassHasNoBestCutOff() {
    let stayed = RankedScores(labels: [0, 0], scores: [0.1, 0.2])
    #expect(throws: Undefined.self) { try ThresholdObjective.youden.best(in: stayed) }
    #expect(throws: Never.self) { try ThresholdObjective.accuracy.best(in: stayed) }
    #expect(throws: Undefined.self) { try RankedFolds(labels: [[0, 1]], scores: [[0, 1]]).crossFit([.f1]) }
  }

  static func sample(_ source: inout RandomSource) -> (labels: [UInt8], scores: [Double]) {
    let count = 3 + source.index(below: 25)
    let labels: [UInt8] = [0, 1] + (2..<count).map { _ in UInt8(source.index(below: 2)) }
    return (labels, labels.map { Double(source.index(below: 12) + 2 * Int($0)) / 14 })
  }

  /// Every distinct cut-off from the highest, counted row by row.
  static func judged(
    _ objective: ThresholdObjective, labels: [UInt8], scores: [Double]
  ) throws -> [(threshold: Double, value: Double)] {
    try Set(scores).sorted(by: >).map { threshold in
      var counts = [0.0, 0, 0, 0]
      for (label, score) in zip(labels, scores) { counts[Int(label) * 2 + (score >= threshold ? 1 : 0)] += 1 }
      let confusion = Confusion(tp: counts[3], fp: counts[1], fn: counts[2], tn: counts[0])
      return (threshold, try objective.value(of: confusion))
    }
  }
}
