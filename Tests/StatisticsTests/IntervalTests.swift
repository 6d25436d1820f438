import ChurnML
import TestSupport
import Testing

@Suite struct IntervalTests {
  /// statsmodels' `proportion_confint`.
  @Test func proportions() throws {
    let reference = try Fixture.json("stats_reference")["proportion_ci"]
    for key in reference.keys {
      let counts = key.split(separator: "/").map { Int($0)! }
      for (name, interval) in [
        ("wilson", ProportionInterval.wilson(counts[0], of: counts[1])),
        ("clopper_pearson", .clopperPearson(counts[0], of: counts[1])),
        ("jeffreys", .jeffreys(counts[0], of: counts[1])),
      ] {
        let expected = reference[key][name].numbers
        #expect(close(interval.low, expected[0], within: 1e-10), "\(key) \(name)")
        #expect(close(interval.high, expected[1], within: 1e-10), "\(key) \(name)")
      }
    }
  }

  @Test func fullSuccessMirrorsNone() {
    for interval in [ProportionInterval.wilson(10, of: 10), .clopperPearson(10, of: 10)] {
      #expect(interval.high == 1)
      #expect(interval.low < 1)
    }
    #expect(close(ProportionInterval.wilson(10, of: 10).low, 1 - ProportionInterval.wilson(0, of: 10).high))
    #expect(ProportionInterval.wilson(0, of: 0).low == 0)
  }

  @Test func numpysQuantile() {
    #expect(quantile(0.25, ofSorted: [1, 2, 3, 4]) == 1.75)
    #expect(quantile(1, ofSorted: [1, 2, 3, 4]) == 4)
    #expect(quantile(0.3, ofSorted: [5]) == 5)
  }

  @Test func stabilityIndexOfModelA() throws {
    let reference = try Fixture.json("stats_reference")["psi_n400_A_first_half_vs_second"]
    let (a, b) = try (ReferenceScores.modelA().scores, ReferenceScores.modelB().scores)
    let halves = try PopulationStability(expected: Array(a[..<200]), actual: Array(a[200...]))
    #expect(zip(halves.edges, reference["inner_edges"].numbers).allSatisfy { close($0, $1, within: 1e-12) })
    #expect(close(halves.index, reference["psi"].number))
    #expect(try close(PopulationStability(expected: a, actual: b).index, reference["psi_A_vs_B"].number))
    #expect(throws: Undefined.self) { try PopulationStability(expected: [], actual: [1]) }
  }
}
