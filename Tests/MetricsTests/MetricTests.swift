import ChurnML
import Foundation
import Testing

/// Hand-worked cases, laws, and what has no value.
@Suite struct MetricTests {
  @Test func tiesInTheTopTenthCountByTheirExpectedShare() throws {
    // Twenty rows, so the top holds two; one is clear, the other stands for four tied rows of which one churned.
    let scores = [0.9] + [Double](repeating: 0.5, count: 4) + [Double](repeating: 0.1, count: 15)
    var labels = [UInt8](repeating: 0, count: 20)
    labels[0] = 1
    labels[3] = 1
    let lift = try Lift().value(of: RankedScores(labels: labels, scores: scores))
    #expect(lift == (1 + 0.25) / 2 / 0.1)
  }

  @Test func confusionCountsTheThresholdItselfAsContacted() {
    let ranked = RankedScores(labels: [1, 0, 1, 0], scores: [0.9, 0.5, 0.5, 0.2])
    #expect(Confusion(ranked, threshold: 0.5) == Confusion(tp: 2, fp: 1, fn: 0, tn: 1))
    #expect(Confusion(ranked, threshold: 0.51) == Confusion(tp: 1, fp: 0, fn: 1, tn: 2))
    #expect(Confusion(ranked, threshold: 2) == Confusion(tp: 0, fp: 0, fn: 2, tn: 2))
    #expect(Confusion(ranked, threshold: -1) == Confusion(tp: 2, fp: 2, fn: 0, tn: 0))
  }

  @Test func confusionFiguresByHand() throws {
    let confusion = Confusion(tp: 6, fp: 2, fn: 4, tn: 8)
    #expect(try confusion.precision == 0.75)
    #expect(try confusion.recall == 0.6)
    #expect(try abs(confusion.f1 - 2.0 / 3) < 1e-15)
    #expect(try abs(confusion.fBeta(2) - 5 * 0.75 * 0.6 / (4 * 0.75 + 0.6)) < 1e-15)
    #expect(try confusion.accuracy == 0.7)
    #expect(try abs(confusion.balancedAccuracy - 0.7) < 1e-15)
    #expect(try abs(confusion.youden - 0.4) < 1e-15)
    #expect(try abs(confusion.mcc - 40 / (8.0 * 12 * 10 * 10).squareRoot()) < 1e-15)
    let json = try String(decoding: JSONEncoder().encode(confusion), as: UTF8.self)
    #expect(json.contains("\"tp\":6") && !json.contains("6."))
  }

  @Test(arguments: MetricCatalogue.all)
  func everyMetricStaysInItsRange(metric: any Metric) throws {
    var source = RandomSource(23)
    for _ in 0..<200 {
      let count = 2 + source.index(below: 40)
      var labels = (0..<count).map { _ in UInt8(source.index(below: 2)) }
      labels[0] = 0
      labels[1] = 1
      let scores = (0..<count).map { _ in Double(source.index(below: 5)) / 4 }
      let ranked = RankedScores(labels: labels, scores: scores)
      if let value = try? metric.value(of: ranked) { #expect(type(of: metric).range.contains(value)) }
    }
  }

  @Test(arguments: MetricCatalogue.all)
  func noRowsHaveNoValue(metric: any Metric) {
    #expect(throws: Undefined.self) { try metric.value(of: RankedScores(labels: [], scores: [])) }
  }

  @Test func oneClassHasNoRanking() {
    for label in [UInt8(0), 1] {
      let ranked = RankedScores(labels: [label, label], scores: [0.3, 0.4])
      #expect(throws: Undefined.self) { try ROCAUC().value(of: ranked) }
      #expect(throws: Undefined.self) { try AveragePrecision().value(of: ranked) }
    }
  }

  @Test func scoresThatAreNoProbabilitiesHaveNoLogLoss() {
    let ranked = RankedScores(labels: [0, 1], scores: [-3, 4])
    #expect(throws: Undefined.self) { try LogLoss().value(of: ranked) }
    #expect(throws: Undefined.self) { try Brier().value(of: ranked) }
    #expect(throws: Undefined.self) { try ExpectedCalibrationError().value(of: ranked) }
    #expect(throws: Never.self) { try ROCAUC().value(of: ranked) }
  }

  @Test func certaintyThatIsWrongCostsTheClip() throws {
    let ranked = RankedScores(labels: [0, 1], scores: [1, 0])
    #expect(try abs(LogLoss().value(of: ranked) + log(0x1p-52)) < 1e-12)
  }

  @Test func areaByCountingPairs() throws {
    var source = RandomSource(5)
    for _ in 0..<100 {
      let count = 3 + source.index(below: 30)
      let labels: [UInt8] = [0, 1] + (2..<count).map { _ in UInt8(source.index(below: 2)) }
      let scores = (0..<count).map { _ in Double(source.index(below: 7)) }
      var wins = 0.0
      var pairs = 0.0
      for i in 0..<count where labels[i] == 1 {
        for j in 0..<count where labels[j] == 0 {
          pairs += 1
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
        }
      }
      #expect(try ROCAUC().value(of: RankedScores(labels: labels, scores: scores)) == wins / pairs)
    }
  }

  @Test func namesAreUnique() {
    let names = MetricCatalogue.all.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
    #expect(MetricCatalogue.metric(named: "roc_auc") != nil)
    #expect(MetricCatalogue.metric(named: "roc") == nil)
  }
}
