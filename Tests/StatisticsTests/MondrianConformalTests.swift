import ChurnML
import TestSupport
import Testing

@Suite struct MondrianConformalTests {
  @Test func modelACalibratedOnItsFirstHalf() throws {
    let expected = try Fixture.json("stats_reference")["mondrian_conformal_alpha0.1"]
    let all = try ReferenceScores.modelA()
    let sets = try MondrianConformal(
      RankedScores(labels: Array(all.labels[..<200]), scores: Array(all.scores[..<200])), alpha: 0.1)
    #expect(close(sets.churnFrom, expected["high_band_threshold"].number))
    #expect(close(sets.stayThrough, expected["low_band_threshold"].number))
    var counts = ["only_stay": 0, "only_churn": 0, "both": 0, "empty": 0]
    var covered = (churn: 0, stay: 0, churners: 0)
    for row in 200..<400 {
      let possible = sets.possible(all.scores[row])
      let name =
        switch possible {
        case (true, true): "both"
        case (true, false): "only_churn"
        case (false, true): "only_stay"
        case (false, false): "empty"
        }
      counts[name, default: 0] += 1
      if all.labels[row] == 1 {
        covered.churners += 1
        covered.churn += possible.churn ? 1 : 0
      } else {
        covered.stay += possible.stay ? 1 : 0
      }
    }
    for name in counts.keys { #expect(counts[name] == expected["sets"][name].int, "\(name)") }
    #expect(close(Double(covered.churn) / Double(covered.churners), expected["coverage_churn"].number))
    #expect(close(Double(covered.stay) / Double(200 - covered.churners), expected["coverage_stay"].number))
  }

  @Test func tooFewRowsHaveNoSet() {
    let few = RankedScores(labels: [0, 1, 0, 1], scores: [0.1, 0.8, 0.2, 0.6])
    #expect(throws: Undefined.self) { try MondrianConformal(few, alpha: 0.1) }
  }
}
