import ChurnML
import TestSupport
import Testing

/// Against empulse 0.13.1 and an independent closed form.
@Suite struct ProfitReferenceTests {
  @Test func maximumProfitOfEveryCase() throws {
    let cases = try Fixture.json("profit_reference")["cases"].array.filter { $0.has("y_true") }
    #expect(cases.count == 16)
    for sample in cases {
      let scores = RankedScores(labels: sample["y_true"].labels, scores: sample["y_score"].numbers)
      let campaign = try Self.campaign(sample["params"])
      let expected = sample["empulse_0_13_1"]
      let mpc = try MaximumProfit(scores, campaign)
      #expect(close(mpc.profit, expected["mpc"].number), "\(sample["name"].text)")
      #expect(close(mpc.rate, expected["mpc_rate"].number), "\(sample["name"].text)")
      #expect(mpc.threshold == expected["mpc_threshold"].number, "\(sample["name"].text)")
      let empc = try ExpectedMaximumProfit(scores, campaign)
      #expect(close(empc.profit, expected["empc"].number), "\(sample["name"].text)")
      #expect(close(empc.rate, expected["empc_rate"].number), "\(sample["name"].text)")
      let best = try ThresholdObjective.profit(campaign).best(in: scores)
      #expect(best.threshold == mpc.threshold)
      #expect(close(best.value, mpc.profit, within: 1e-12))
    }
  }

  static func campaign(_ parameters: JSONFixture) throws -> Campaign {
    try Campaign(
      clv: parameters["clv"].number, incentive: parameters["incentive_cost"].number,
      contact: parameters["contact_cost"].number,
      acceptance: .uncertain(alpha: parameters["alpha"].number, beta: parameters["beta"].number))
  }

  /// The integral of the maximum profit over the acceptance, by Simpson's rule.
  @Test func expectedProfitIsTheIntegral() throws {
    var source = RandomSource(41)
    for _ in 0..<5 {
      let labels: [UInt8] = [0, 1] + (0..<30).map { _ in UInt8(source.index(below: 2)) }
      let scores = RankedScores(labels: labels, scores: labels.map { _ in Double(source.index(below: 9)) })
      let money = (clv: 50 + 100 * source.unit(), incentive: 20 * source.unit(), contact: 5 * source.unit())
      let stayers = source.unit()
      func profit(_ acceptance: Acceptance) throws -> Campaign {
        try Campaign(
          clv: money.clv, incentive: money.incentive, contact: money.contact, acceptance: acceptance,
          stayerAcceptance: stayers)
      }
      let steps = 4000
      var integral = 0.0
      for step in 0...steps {
        let gamma = Double(step) / Double(steps)
        let density = 30 * gamma * gamma * gamma * gamma * (1 - gamma)  // Beta(5, 2)
        let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2
        integral += try weight * density * MaximumProfit(scores, profit(.known(gamma))).profit
      }
      let expected = try ExpectedMaximumProfit(scores, profit(.uncertain(alpha: 5, beta: 2))).profit
      #expect(close(expected, integral / Double(3 * steps), within: 1e-6))
    }
  }

  @Test func oneClassAndHopelessCampaigns() throws {
    let campaign = try Campaign(
      clv: 200, incentive: 10, contact: 1, acceptance: .uncertain(alpha: 6, beta: 14))
    let stayed = RankedScores(labels: [0, 0], scores: [0.1, 0.2])
    #expect(try MaximumProfit(stayed, campaign) == MaximumProfit(stayed, campaign))
    #expect(try MaximumProfit(stayed, campaign).profit == 0)
    #expect(try MaximumProfit(stayed, campaign).threshold == nil)
    #expect(try ExpectedMaximumProfit(stayed, campaign).profit == 0)
    let churned = RankedScores(labels: [1, 1], scores: [0.1, 0.2])
    #expect(try close(MaximumProfit(churned, campaign).profit, 0.3 * 190 - 1))
    #expect(try MaximumProfit(churned, campaign).rate == 1)
    let hopeless = try Campaign(clv: 5, incentive: 10, contact: 1, acceptance: .uncertain(alpha: 6, beta: 14))
    #expect(try ExpectedMaximumProfit(churned, hopeless).profit == 0)
    #expect(try MaximumProfit(churned, hopeless).profit == 0)
    let free = try Campaign(clv: 5, incentive: 0, contact: 0, acceptance: .uncertain(alpha: 6, beta: 14))
    #expect(try close(ExpectedMaximumProfit(churned, free).profit, 1.5))
    let known = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3))
    #expect(throws: Undefined.self) { try ExpectedMaximumProfit(churned, known) }
    #expect(throws: Undefined.self) { try MaximumProfit(RankedScores(labels: [], scores: []), known) }
  }

  @Test func impossibleCampaignsAreRefused() {
    #expect(throws: InputError.self) { try Campaign(clv: 0, incentive: 1, contact: 1, acceptance: .known(0.3)) }
    #expect(throws: InputError.self) { try Campaign(clv: 9, incentive: -1, contact: 1, acceptance: .known(0.3)) }
    #expect(throws: InputError.self) { try Campaign(clv: 9, incentive: 1, contact: .nan, acceptance: .known(0.3)) }
    #expect(throws: InputError.self) { try Acceptance.known(1.5) }
    #expect(throws: InputError.self) { try Acceptance.uncertain(alpha: 0, beta: 1) }
  }
}
