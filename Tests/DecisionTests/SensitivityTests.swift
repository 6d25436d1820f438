import ChurnML
import TestSupport
import Testing

@Suite struct SensitivityTests {
  let scores: RankedScores
  let campaign: Campaign

  init() throws {
    scores = try ReferenceScores.modelA()
    campaign = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .uncertain(alpha: 6, beta: 14))
  }

  @Test func tornadoIsEveryCampaignRecomputed() throws {
    let table = try Sensitivity(scores, economics: CustomerEconomics(campaign), threshold: 0.3)
    #expect(table.rows.count == 5)
    let swings = table.rows.map { abs($0.high.profit - $0.low.profit) }
    #expect(swings == swings.sorted(by: >))
    let clv = try #require(table.rows.first { $0.assumption == .clv })
    #expect(close(clv.low.value, 160) && close(clv.high.value, 240))
    for outcome in [clv.low, clv.high] {
      let changed = try Campaign(clv: outcome.value, incentive: 10, contact: 1, acceptance: .known(0.3))
      #expect(try close(outcome.profit, ThresholdLab(scores).judge(.profit(changed), threshold: 0.3).value))
      let mpc = try MaximumProfit(scores, changed)
      #expect(close(outcome.bestProfit, mpc.profit))
      #expect(outcome.bestThreshold == mpc.threshold)
    }
    // Half the stayers fewer or all of them: a share stops at 1.
    let stayers = try #require(table.rows.first { $0.assumption == .stayerAcceptance })
    #expect(stayers.low.value == 0.8 && stayers.high.value == 1)
  }

  @Test func atTheBreakEvenShareNothingIsEarned() throws {
    let economics = try CustomerEconomics(campaign, clv: scores.scores.map { 100 + 300 * $0 })
    let share = try ThresholdLab.breakEvenAcceptance(scores, economics: economics, threshold: 0.3)
    let there = try CustomerEconomics(
      Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(share)), clv: economics.clv)
    let lab = try ThresholdLab(scores, values: there.values(count: scores.count))
    #expect(try abs(lab.judge(.customerProfit, threshold: 0.3).value) < 1e-12)
    let worthless = try CustomerEconomics(Campaign(clv: 5, incentive: 10, contact: 1, acceptance: .known(0.3)))
    #expect(throws: Undefined.self) {
      try ThresholdLab.breakEvenAcceptance(scores, economics: worthless, threshold: 0.3)
    }
  }

  @Test func bayesThresholds() throws {
    let cases = try Fixture.json("profit_reference")["cases"].array
      .filter { $0["name"].text.hasPrefix("bayes_threshold") }
    #expect(cases.count == 4)
    for sample in cases {
      let terms = sample["params"]
      let campaign = try Campaign(
        clv: terms["clv"].number, incentive: terms["clv"].number * terms["incentive_fraction"].number,
        contact: terms["contact_cost"].number, acceptance: .known(terms["accept_rate"].number))
      #expect(try close(campaign.bayesThreshold, sample["closed_form"].number, within: 1e-15))
    }
    #expect(try campaign.bayesThreshold == 11.0 / 67)
    let few = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3), stayerAcceptance: 0.3)
    #expect(try close(few.bayesThreshold, 4.0 / 60, within: 1e-15))
    let hopeless = try Campaign(clv: 5, incentive: 10, contact: 1, acceptance: .known(0.3))
    #expect(throws: Undefined.self) { try hopeless.bayesThreshold }
  }

  /// empulse's expected cost: each customer contacted with the probability its score says.
  @Test func expectedCostOfModelA() throws {
    let sample = try ReferenceScores.named("expected_cost_loss_n400_modelA")
    let gains = zip(scores.labels, scores.scores).map { label, score in
      score * (label == 1 ? campaign.valueOfChurner : campaign.valueOfStayer)
    }
    #expect(close(-gains.reduce(0, +) / 400, sample["value"].number))
  }

  @Test func contactingEverybodyOnTelco() throws {
    let everybody = Confusion(tp: 1869, fp: 7043 - 1869, fn: 0, tn: 0)
    #expect(try close(ThresholdObjective.profit(campaign).value(of: everybody), 6.78, within: 0.001))
  }
}
