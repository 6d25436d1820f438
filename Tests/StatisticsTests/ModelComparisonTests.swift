import ChurnML
import TestSupport
import Testing

@Suite struct ModelComparisonTests {
  @Test func delongOfTwoModels() throws {
    let expected = try Fixture.json("stats_reference")["delong_n400"]
    try check(DeLong(ReferenceScores.modelA(), ReferenceScores.modelB()), expected["brute_force"])
    let test = try DeLong(ReferenceScores.modelA(), ReferenceScores.modelB())
    #expect(try close(test.z, -expected["mlstatkit"]["z"].number))
  }

  @Test func delongWithTies() throws {
    let sample = try ReferenceScores.named("ties30")
    let expected = try Fixture.json("stats_reference")["delong_ties30"]
    let labels = sample["y_true"].labels
    let a = RankedScores(labels: labels, scores: sample["y_score"].numbers)
    let b = RankedScores(labels: labels, scores: expected["scores_b"].numbers)
    try check(DeLong(a, b), expected["brute_force"])
  }

  private func check(_ test: DeLong, _ expected: JSONFixture) throws {
    #expect(close(test.aucA, expected["auc_a"].number))
    #expect(close(test.aucB, expected["auc_b"].number))
    #expect(close(test.varianceA, expected["var_a"].number, within: 1e-12))
    #expect(close(test.varianceB, expected["var_b"].number, within: 1e-12))
    #expect(close(test.covariance, expected["cov"].number, within: 1e-12))
    #expect(try close(test.z, expected["z_a_minus_b"].number))
    #expect(try close(test.pValue, expected["p"].number, within: 1e-12))
    #expect(close(test.intervalA().low, expected["ci_a"][0].number))
    #expect(close(test.intervalA().high, expected["ci_a"][1].number))
  }

  @Test func equalRankingsHaveADifferenceButNoTest() throws {
    let labels: [UInt8] = [0, 1, 0, 1, 1]
    let scores = [0.1, 0.4, 0.4, 0.5, 0.2]
    let test = try DeLong(
      RankedScores(labels: labels, scores: scores), RankedScores(labels: labels, scores: scores.map { $0 * 2 }))
    #expect(test.difference == 0)
    #expect(throws: Undefined.self) { try test.z }
    let few = RankedScores(labels: [1, 0, 0], scores: [1, 2, 3])
    #expect(throws: Undefined.self) { try DeLong(few, few) }
  }

  @Test func mcnemarOfTwoModels() throws {
    let expected = try Fixture.json("stats_reference")["mcnemar_n400"]
    let test = try McNemar(ReferenceScores.modelA(), ReferenceScores.modelB())
    let table = expected["table"].array.map(\.numbers)
    #expect(Double(test.b) == table[0][1])
    #expect(Double(test.c) == table[1][0])
    #expect(close(test.pValue, expected["exact_p"].number, within: 1e-12))
  }

  @Test func mcnemarAtItsEdges() {
    #expect(McNemar(b: 0, c: 0).pValue == 1)
    #expect(McNemar(b: 7, c: 7).pValue == 1)
    #expect(abs(McNemar(b: 0, c: 10).pValue - 2.0 / 1024) < 1e-16)
    #expect(McNemar(b: 500_000, c: 499_000).pValue > 0.3)
    #expect(McNemar(b: 900_000, c: 100_000).pValue == 0)
  }

  @Test func correctedResampledT() throws {
    let expected = try Fixture.json("stats_reference")["nadeau_bengio_10_folds_2x5"]
    let differences = zip(expected["a"].numbers, expected["b"].numbers).map { $0 - $1 }
    let test = try CorrelatedTTest(
      differences: differences, testShare: expected["n_test_over_n_train"].number
    ).difference
    #expect(close(test.mean, expected["mean_diff"].number))
    #expect(close(test.t, expected["t_corrected"].number))
    #expect(test.df == expected["df"].number)
    #expect(close(test.pValue, expected["p_corrected_two_sided"].number))
    #expect(close(test.interval().low, expected["ci95_corrected"][0].number))
    #expect(close(test.interval().high, expected["ci95_corrected"][1].number))
    let naive = try CorrelatedTTest(differences: differences, testShare: 0).difference
    #expect(close(naive.t, expected["t_naive"].number))
    #expect(close(naive.pValue, expected["p_naive_two_sided"].number))
    let posterior = expected["baycomp_correlated_t_probs_left_right"].numbers
    #expect(close(test.posterior(rope: 0).above, posterior[0]))
    #expect(close(test.posterior(rope: 0).below, posterior[1]))
    let (below, within, above) = test.posterior(rope: 0.001)
    for (value, reference) in zip([above, within, below], expected["baycomp_rope_0_001"].numbers) {
      #expect(close(value, reference))
    }
  }

  @Test func differencesWithoutVarianceHaveNoTest() {
    #expect(throws: Undefined.self) { try CorrelatedTTest(differences: [0.1, 0.1], testShare: 0.25) }
    #expect(throws: Undefined.self) { try CorrelatedTTest(differences: [0.1], testShare: 0.25) }
  }
}
