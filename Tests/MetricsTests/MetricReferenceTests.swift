import ChurnML
import TestSupport
import Testing

/// Against scikit-learn's numbers in profit_reference.json and stats_reference.json.
@Suite struct MetricReferenceTests {
  @Test func areaUnderTheCurveOfEveryCase() throws {
    let cases = try Fixture.json("profit_reference")["cases"].array.filter { $0.has("auc") }
    #expect(cases.count == 16)
    for sample in cases {
      let scores = RankedScores(labels: sample["y_true"].labels, scores: sample["y_score"].numbers)
      #expect(try close(ROCAUC().value(of: scores), sample["auc"].number), "\(sample["name"].text)")
    }
  }

  @Test func probabilityScoresOfModelA() throws {
    let scores = try ReferenceScores.modelA()
    let expected = try Fixture.json("stats_reference")["calibration_n400_A"]
    #expect(try close(Brier().value(of: scores), expected["brier"].number, within: 1e-12))
    #expect(try close(LogLoss().value(of: scores), expected["log_loss"].number, within: 1e-12))
    #expect(try close(AveragePrecision().value(of: scores), expected["average_precision"].number, within: 1e-12))
    let bins = expected["equal_width_10"]
    #expect(try close(ExpectedCalibrationError().value(of: scores), bins["ece"].number, within: 1e-12))
    #expect(try close(MaximumCalibrationError().value(of: scores), bins["mce"].number, within: 1e-12))
  }
}
