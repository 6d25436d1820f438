import ChurnML
import Foundation
import TestSupport
import Testing

@Suite struct EvaluationRecordTests {
  @Test func everyPromisedKeyIsThere() throws {
    let campaign = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .uncertain(alpha: 6, beta: 14))
    let json = try record(campaign: campaign)
    let scores = try #require(json["scores"] as? [String: [String: Any]])
    #expect(Set(scores.keys) == ["a", "b"])
    let a = try #require(scores["a"])
    #expect(
      Set(a.keys) == [
        "roc_auc", "average_precision", "log_loss", "brier", "ks", "lift_at_10", "gain_at_10", "ece", "mce",
        "ece_equal_mass", "balanced_accuracy", "mcc", "f1", "f2", "gains", "ece_null", "reliability", "hosmer_lemeshow",
        "calibration", "brier_decomposition", "mpc", "empc",
      ])
    #expect(keys(a["ece_null"]) == ["mean", "low", "high", "p_value"])
    #expect(keys(a["reliability"]) == ["brier", "log_loss", "curve"])
    #expect((a["gains"] as? [[String: Any]])?.map { $0["depth"] as? Double } == [0.05, 0.1, 0.2, 0.3, 0.5])
    #expect(keys(a["hosmer_lemeshow"]) == ["statistic", "df", "p_value"])
    #expect(keys(a["calibration"]) == ["intercept", "slope", "in_the_large"])
    #expect(
      keys(a["brier_decomposition"])
        == ["reliability", "resolution", "uncertainty", "within_bin_variance", "within_bin_covariance"])
    #expect(keys(a["mpc"]) == ["profit", "rate", "threshold"])
    #expect(keys(a["empc"]) == ["profit", "rate"])
    let comparisons = try #require(json["comparisons"] as? [[String: Any]])
    #expect(comparisons.count == 1)
    #expect(keys(comparisons[0]) == ["a", "b", "delong", "mcnemar"])
    #expect(keys(comparisons[0]["delong"]) == ["difference", "z", "p_value"])
    #expect(keys(comparisons[0]["mcnemar"]) == ["b", "c", "p_value"])
  }

  @Test func withoutACampaignMoneyIsNullWithAReason() throws {
    let scores = try #require(try record(campaign: nil)["scores"] as? [String: [String: Any]])
    let a = try #require(scores["a"])
    #expect(a["mpc"] is NSNull && a["empc"] is NSNull)
    #expect(keys(a["undefined"]) == ["mpc", "empc"])
  }

  @Test func oneClassIsARecordToo() throws {
    let record = EvaluationRecord(labels: [0, 0, 0], columns: [("s", [0.1, 0.2, 0.3])], campaign: nil)
    let json = try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(record)) as? [String: Any])
    let s = try #require((json["scores"] as? [String: [String: Any]])?["s"])
    #expect(s["roc_auc"] is NSNull)
    #expect(s["brier"] is NSNumber)
    #expect(keys(s["calibration"]) == ["intercept", "slope", "in_the_large", "undefined"])
  }

  private func record(campaign: Campaign?) throws -> [String: Any] {
    let (a, b) = try (ReferenceScores.modelA(), ReferenceScores.modelB())
    let record = EvaluationRecord(labels: a.labels, columns: [("a", a.scores), ("b", b.scores)], campaign: campaign)
    return try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(record)) as? [String: Any])
  }

  private func keys(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
}
