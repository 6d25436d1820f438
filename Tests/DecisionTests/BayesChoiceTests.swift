import ChurnML
import TestSupport
import Testing

@Suite struct BayesChoiceTests {
  private let campaign: Campaign
  private let scores = RankedScores(labels: [1, 1, 0, 1, 0, 0], scores: [0.9, 0.6, 0.4, 0.3, 0.1, 0.1])

  init() throws {
    campaign = try Campaign(clv: 200, incentive: 10, contact: 1, acceptance: .known(0.3))
  }

  @Test func tStarIsTakenAsItIs() throws {
    let choice = try ThresholdLab(scores).choose(.bayes(campaign))
    let optimum = try #require(choice.optimum)
    #expect(close(optimum.threshold, 11.0 / 67, within: 1e-15))
    #expect(optimum.confusion == Confusion(tp: 3, fp: 1, fn: 0, tn: 2))
    #expect(close(optimum.value, (3 * 56 - 11) / 6.0, within: 1e-12))
    #expect(choice.objective == "bayes" && choice.notes.isEmpty)
  }

  @Test func underACapacityTheHighestScoresAreTaken() throws {
    let choice = try ThresholdLab(scores).choose(.bayes(campaign), ThresholdConstraints(capacity: .customers(2)))
    #expect(choice.optimum?.threshold == 0.6)
    #expect(choice.notes.count == 1 && choice.notes[0].contains("capacity 2 does not allow"))
    let impossible = try ThresholdConstraints(capacity: .customers(1), recall: 0.9)
    #expect(try ThresholdLab(scores).choose(.bayes(campaign), impossible).optimum == nil)
  }

  /// Below t* every contact is expected to lose, so the recall asked for is bought with as few as possible.
  @Test func aFloorOfRecallIsBoughtCheaply() throws {
    let ranked = RankedScores(labels: [0, 1, 0, 1], scores: [0.9, 0.12, 0.1, 0.05])
    let choice = try ThresholdLab(ranked).choose(.bayes(campaign), ThresholdConstraints(recall: 0.5))
    #expect(choice.optimum?.threshold == 0.12)
  }

  @Test func nobodyMayBeWorthContacting() throws {
    let ranked = RankedScores(labels: [0, 1], scores: [0.1, 0.12])
    let choice = try ThresholdLab(ranked).choose(.bayes(campaign))
    #expect(choice.optimum?.confusion.contacted == 0)
    #expect(choice.optimum?.value == 0)
    let hopeless = try Campaign(clv: 5, incentive: 10, contact: 1, acceptance: .known(0.3))
    #expect(throws: Undefined.self) { try ThresholdLab(ranked).choose(.bayes(hopeless)) }
  }

  @Test func regretIsAgainstTheHighestProfit() throws {
    let labels: [UInt8] = [1, 0, 1, 0]
    let ranked = RankedScores(labels: labels, scores: [0.9, 0.5, 0.9, 0.5])
    let fitted = try ThresholdLab(ranked).crossFit(.bayes(campaign), folds: [0, 0, 1, 1])
    #expect(fitted.folds.map(\.judged.threshold) == [11.0 / 67, 11.0 / 67])
    // Contacting the two at 0.5 costs 11 each, 5.5 a customer.
    #expect(fitted.folds.allSatisfy { close($0.regret ?? 0, 5.5, within: 1e-12) })
  }

  @Test func crossFittingKeepsToTheCapacity() throws {
    let labels: [[UInt8]] = [[1, 0, 1, 0], [1, 1, 0, 0]]
    let scores = [[0.9, 0.8, 0.3, 0.2], [0.95, 0.7, 0.6, 0.1]]
    let folds = RankedFolds(labels: labels, scores: scores)
    let free = try folds.crossFit([.recall])[0]
    #expect(free.thresholds == [0.7, 0.3])
    let tight = try folds.crossFit([.recall], capacity: .customers(2))[0]
    #expect(tight.thresholds == [0.95, 0.9])
    #expect(throws: Undefined.self) { try folds.crossFit([.recall], capacity: .share(0.1)) }
  }
}
