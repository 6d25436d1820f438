import ChurnML
import TestSupport
import Testing

@Suite struct BandTests {
  let email: RetentionAction
  let call: RetentionAction

  init() throws {
    email = try RetentionAction(name: "email", acceptance: 0.1, incentive: 5, contact: 0.1)
    call = try RetentionAction(name: "call", acceptance: 0.3, incentive: 10, contact: 15)
  }

  @Test func boundariesOfTheReference() throws {
    let expected = try Fixture.json("stats_reference")["three_band_action_envelope"]
    let envelope = ActionEnvelope([email, call], clv: 200)
    #expect(envelope.stretches.map { $0.action?.name } == [nil, "email", "call"])
    #expect(close(envelope.boundaries[0], expected["low_medium"].number, within: 1e-15))
    #expect(close(envelope.boundaries[1], expected["medium_high"].number, within: 1e-15))
    #expect(abs(envelope.boundaries[0] - 0.208163265306) < 1e-12)
    #expect(abs(envelope.boundaries[1] - 0.468235294118) < 1e-12)
    #expect(envelope.stretch(envelope.boundaries[0]).action == email)
    #expect(envelope.expectedProfit(0.1) == 0)
    #expect(close(envelope.expectedProfit(1), 0.3 * 190 - 15))
  }

  /// On a grid of probabilities, the stretch's action is worth no less than any other.
  @Test func theEnvelopeIsTheBestOfEverything() throws {
    var source = RandomSource(61)
    for _ in 0..<200 {
      let actions = try (0..<source.index(below: 6)).map { index in
        try RetentionAction(
          name: "a\(index)", acceptance: source.unit(), incentive: 30 * source.unit(), contact: 20 * source.unit())
      }
      let k = source.unit()
      let envelope = ActionEnvelope(actions, clv: 100, stayerAcceptance: k)
      #expect(zip(envelope.boundaries, envelope.boundaries.dropFirst()).allSatisfy(<))
      #expect(envelope.stretches.count + envelope.dominated.count == actions.count + 1)
      for step in 0...100 {
        let p = Double(step) / 100
        let values = actions.map {
          p * ($0.acceptance * (100 - $0.incentive) - $0.contact) - (1 - p) * (k * $0.incentive + $0.contact)
        }
        #expect(close(envelope.expectedProfit(p), max(0, values.max() ?? 0), within: 1e-12))
      }
    }
  }

  @Test func dominatedActionsAreSaidAndBandsRenamed() throws {
    let worse = try RetentionAction(name: "letter", acceptance: 0.1, incentive: 5, contact: 2)
    let envelope = ActionEnvelope([email, worse, call], clv: 200)
    #expect(envelope.dominated == [worse])
    let named = RiskBands(envelope, names: ["Low", "Medium", "High"])
    #expect(named.bands.map(\.name) == ["Low", "Medium", "High"])
    #expect(named.bands.map(\.action) == [nil, email, call])
    #expect(named.notes == ["letter is nowhere the best action and is left out"])
    let unnamed = RiskBands(envelope, names: ["Low", "High"])
    #expect(unnamed.bands.map(\.name) == ["none", "email", "call"])
    #expect(unnamed.notes.count == 2)
    #expect([0, 0.2, 0.21, 0.4, 0.5, 1].map(named.index) == [0, 0, 1, 1, 2, 2])
  }

  @Test func fixedCutOffs() throws {
    let bands = try RiskBands(boundaries: [0.2, 0.5], names: ["Low", "Medium", "High"])
    #expect([-3, 0.19, 0.2, 0.5, 7].map(bands.index) == [0, 0, 1, 2, 2])
    #expect(throws: InputError.self) { try RiskBands(boundaries: [0.5, 0.2], names: ["a", "b", "c"]) }
    #expect(throws: InputError.self) { try RiskBands(boundaries: [0.5], names: ["a", "b", "c"]) }
  }

  @Test func bandsByCapacityPrecisionAndRecall() throws {
    let labels: [UInt8] = [1, 1, 0, 1, 0, 1, 0, 0, 0, 0]
    let scores = (0..<10).map { 1 - Double($0) / 10 }
    let lab = try ThresholdLab(RankedScores(labels: labels, scores: scores))
    #expect(try BandRule.capacity([.customers(2), .share(0.3)]).boundaries(on: lab) == [scores[4], scores[1]])
    #expect(try BandRule.precision([1, 0.65]).boundaries(on: lab) == [scores[5], scores[1]])
    #expect(try BandRule.recall([0.5, 1]).boundaries(on: lab) == [scores[5], scores[1]])
    #expect(throws: Undefined.self) { try BandRule.precision([0.9, 0.95]).boundaries(on: lab) }
    let tied = try ThresholdLab(RankedScores(labels: labels, scores: scores.map { _ in 0.5 }))
    #expect(throws: Undefined.self) { try BandRule.capacity([.customers(3)]).boundaries(on: tied) }
    #expect(throws: Undefined.self) { try BandRule.precision([0.9]).boundaries(on: tied) }
  }

  @Test func theTableCountsAndWarns() throws {
    let scores = try ReferenceScores.modelA()
    let bands = RiskBands(ActionEnvelope([email, call], clv: 200), names: ["Low", "Medium", "High"])
    let table = BandTable(bands, scores, clv: 200, calibrated: true)
    #expect(table.rows.map(\.customers).reduce(0, +) == 400)
    #expect(table.rows.map(\.churners).reduce(0, +) == 86)
    #expect(table.notes.isEmpty)
    let high = table.rows[2]
    let members = scores.scores.indices.filter { scores.scores[$0] >= 0.468235294118 }
    let churned = members.filter { scores.labels[$0] == 1 }.count
    #expect(high.customers == members.count && high.churners == churned)
    #expect(high.interval == .wilson(churned, of: members.count))
    let total = Double(churned) * 42 - Double(members.count - churned) * 25
    #expect(close(try #require(high.measuredProfit.value), total / Double(members.count)))
    #expect(table.rows[0].measuredProfit.value == 0)
    #expect(BandTable(bands, scores, clv: 200, calibrated: false).rows[2].expectedProfit.value == nil)
    let fine = try RiskBands(boundaries: [0.2, 0.205, 0.6], names: ["a", "b", "c", "d"])
    #expect(!BandTable(fine, scores, clv: nil, calibrated: true).notes.isEmpty)
  }

  @Test func flowIsZeroForFixedBandsAndTheSameForAnyJobs() throws {
    let scores = try ReferenceScores.modelA()
    let fixed = try RiskBands(boundaries: [0.2, 0.5], names: ["Low", "Medium", "High"])
    #expect(try BandFlow(scores, resamples: 20, seed: 1) { _ in { fixed.index(of: $0) } }.changed == 0)
    let flows = try [1, 3].map { jobs in
      try BandFlow(scores, resamples: 40, seed: 1, jobs: jobs) { (drawn) throws(Undefined) in
        let fitted = try PlattCalibrator(fittedTo: drawn)
        return { fixed.index(of: fitted.probability($0)) }
      }
    }
    #expect(flows[0] == flows[1])
    #expect(flows[0].changed > 0 && flows[0].changed < 0.3)
    #expect(throws: Undefined.self) {
      try BandFlow(scores, resamples: 2, seed: 1) { (_) throws(Undefined) in throw Undefined("never") }
    }
    #expect(BandFlow.changed([0, 1, 2, 2], [0, 1, 1, 2]) == 0.25)
  }
}
