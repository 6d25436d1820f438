import ChurnML
import TestSupport
import Testing

@Suite struct ThresholdLabTests {
  /// Every cut-off counted row by row, against the sweep: ties, weights, own values, constraints nobody can meet.
  @Test func bruteForceAgreesOnAThousandCases() throws {
    var source = RandomSource(2024)
    var infeasible = 0
    for _ in 0..<1000 {
      let sample = try RandomCase(&source)
      let lab = try ThresholdLab(
        RankedScores(labels: sample.labels, scores: sample.scores), weights: sample.weights, values: sample.values)
      let constraints = try sample.constraints(&source)
      let objective = try sample.objective(&source)
      let choice = try lab.choose(objective, constraints)
      let allowed = try sample.judged(objective).filter { sample.allows($0, constraints) }
      #expect(choice.feasible == !allowed.isEmpty)
      guard let optimum = choice.optimum, let near = choice.nearOptimal else {
        infeasible += 1
        #expect(choice.notes.count == 1)
        continue
      }
      let sign = objective.direction == .maximize ? 1.0 : -1
      let top = allowed.map { sign * $0.value }.max()!
      #expect(close(sign * optimum.value, top, within: 1e-10))
      let equals = allowed.filter { sign * $0.value >= top - 1e-12 * abs(top) }
      #expect(equals.contains { $0.threshold == optimum.threshold })
      let clearlyNear = allowed.filter { sign * $0.value >= top - 0.00999 * abs(top) }
      #expect(near.low <= clearlyNear.map(\.threshold).min()!)
      #expect(near.high >= clearlyNear.map(\.threshold).max()!)
      let loosely = allowed.filter { sign * $0.value >= top - 0.01001 * abs(top) - 1e-12 }.map(\.threshold)
      #expect(loosely.contains(near.low) && loosely.contains(near.high))
    }
    #expect(infeasible > 100 && infeasible < 700)
  }

  @Test func theCatalogueUnderConstraints() throws {
    let expected = try Fixture.json("stats_reference")["thresholds_n400_A"]
    let scores = try ReferenceScores.modelA()
    let lab = try ThresholdLab(scores)
    let campaign = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3))
    let profit = ThresholdObjective.profit(campaign)
    let full = try BandRule.capacity([.customers(40)]).boundaries(on: lab)[0]
    #expect(full == expected["capacity_40"]["threshold"].number)
    let capacity = try lab.judge(profit, threshold: full)
    #expect(try capacity.confusion.precision == expected["capacity_40"]["precision"].number)
    #expect(try close(capacity.confusion.recall, expected["capacity_40"]["recall"].number))
    #expect(close(capacity.value, expected["capacity_40"]["profit"].number))
    // The fortieth customer stayed, so contacting 39 is worth more than filling the capacity.
    let best40 = try #require(try lab.choose(profit, ThresholdConstraints(capacity: .customers(40))).optimum)
    #expect(best40.confusion.contacted == 39)

    let precise = try BandRule.precision([0.6]).boundaries(on: lab)[0]
    #expect(precise == expected["precision_ge_0_6_max_recall"]["threshold"].number)
    let recall = try lab.judge(.f1, threshold: precise).confusion.recall
    #expect(close(recall, expected["precision_ge_0_6_max_recall"]["recall"].number))
    #expect(
      try BandRule.recall([0.8]).boundaries(on: lab) == [expected["recall_ge_0_8_max_threshold"]["threshold"].number])

    #expect(try close(campaign.bayesThreshold, expected["bayes"]["threshold"].number, within: 1e-15))
    let bayes = try lab.judge(profit, threshold: campaign.bayesThreshold)
    #expect(close(bayes.value, expected["bayes"]["profit"].number))
    let best = try lab.choose(profit)
    #expect(close(try #require(best.optimum).value, expected["profit_at_mpc_threshold"].number))
    #expect(try close(lab.judge(profit, threshold: 0.5).value, expected["profit_at_0_5"].number))
    #expect(close(best.contactEverybody.value, expected["profit_contact_all"].number))
    #expect(best.contactNobody.value == 0)
  }

  /// Neslin et al. (2006): N alpha ((gamma CLV + d (1 - gamma)) beta0 lift - d - f), with alpha the contacted share.
  @Test func profitIsNeslinsIdentity() throws {
    let expected = try Fixture.json("stats_reference")["neslin_check_top80"]
    let scores = try ReferenceScores.modelA()
    let lift = try Lift(share: 0.2).value(of: scores)
    #expect(close(lift, expected["lift"].number))
    let rate = Double(scores.positives) / 400
    let neslin = 80 * ((0.3 * 200 + 10 * 0.7) * rate * lift - 10 - 1)
    #expect(close(neslin, expected["neslin_total"].number))
    let campaign = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3))
    let lab = try ThresholdLab(scores)
    let top = try lab.judge(
      .profit(campaign), threshold: BandRule.capacity([.customers(80)]).boundaries(on: lab)[0])
    #expect(top.confusion.contacted == 80)
    #expect(close(top.value * 400, expected["confusion_total"].number))
  }

  /// empulse's EMPB: each customer's own CLV, the incentive a share of it.
  @Test func customersWithTheirOwnValue() throws {
    let cases = try Fixture.json("profit_reference")["cases"].array.filter { $0.has("empb") }
    #expect(cases.count == 3)
    for sample in cases {
      let clv = sample["clv_per_customer"].numbers
      let terms = sample["empb_defaults"]
      let economics = try CustomerEconomics(
        Campaign(
          clv: 1, incentive: 0, contact: terms["contact_cost"].number,
          acceptance: .uncertain(alpha: terms["alpha"].number, beta: terms["beta"].number)),
        clv: clv, incentive: clv.map { $0 * terms["incentive_fraction"].number })
      let scores = RankedScores(labels: sample["y_true"].labels, scores: sample["y_score"].numbers)
      let best = try ThresholdLab(scores, values: economics.values(count: clv.count)).choose(.customerProfit)
      let optimum = try #require(best.optimum)
      #expect(close(optimum.value, sample["empb"].number))
      #expect(optimum.threshold == sample["empb_threshold"].number)
      #expect(close(optimum.confusion.contacted / optimum.confusion.count, sample["empb_rate"].number))
    }
  }

  @Test func aCostMatrixIsAnotherWayToSayIt() throws {
    let scores = try ReferenceScores.modelA()
    let campaign = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3))
    // Losing a churner costs the CLV; contacting one keeps it three times in ten.
    let rows = scores.count
    func all(_ cost: Double) -> [Double] { [Double](repeating: cost, count: rows) }
    let values = try ContactValues(
      costTP: all(0.7 * 200 + 0.3 * 10 + 1), costFP: all(11), costFN: all(200), costTN: all(0))
    let lab = try ThresholdLab(scores, values: values)
    let optimum = try #require(try lab.choose(.customerProfit).optimum)
    #expect(try optimum.threshold == ThresholdObjective.profit(campaign).best(in: scores).threshold)
    #expect(try close(optimum.value, ThresholdObjective.profit(campaign).best(in: scores).value))
    #expect(throws: Undefined.self) { try lab.choose(.customerProfit, ThresholdConstraints(budget: 100)) }
  }

  @Test func tiesAtTheCapacityAreSaid() throws {
    let labels: [UInt8] = [1, 1, 0, 1, 0, 0]
    let lab = try ThresholdLab(RankedScores(labels: labels, scores: [0.9, 0.5, 0.5, 0.5, 0.2, 0.1]))
    let choice = try lab.choose(.f1, ThresholdConstraints(capacity: .customers(3)))
    #expect(choice.optimum?.threshold == 0.9)
    #expect(choice.notes.first?.contains("2 places stay free: the next 3 customers share the score 0.5") == true)
  }

  @Test func impossibleWishesAreRefused() {
    #expect(throws: InputError.self) { try ThresholdConstraints(precision: 1.2) }
    #expect(throws: InputError.self) { try ThresholdConstraints(budget: -3) }
    #expect(throws: InputError.self) { try ThresholdConstraints.Capacity(2.5) }
    let scores = RankedScores(labels: [0, 1], scores: [0.1, 0.2])
    #expect(throws: InputError.self) { try ThresholdLab(scores, weights: [1, 0]) }
    #expect(throws: InputError.self) { try ThresholdLab(scores, weights: [1]) }
    #expect(throws: Undefined.self) { try ThresholdLab(scores).choose(.customerProfit) }
    #expect(throws: Undefined.self) { try ThresholdLab(RankedScores(labels: [], scores: [])).choose(.accuracy) }
  }
}
