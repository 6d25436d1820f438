import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct BoostingTests {
  private let context = FitContext(seed: 1, repeat: 0, fold: FitContext.refit, jobs: 2)

  private func fit(_ data: Dataset, _ values: [String: HyperparameterValue]) throws -> BoostedModel {
    let learner = try GradientBoosting(GradientBoosting.defaults.merging(values) { $1 })
    return try #require(
      try learner.fit(data, rows: Array(0..<data.rows), context: context) as? BoostedModel)
  }

  /// scikit-learn's figures; `Tests/Fixtures/boosting_reference.py` makes them.
  @Test func histGradientBoostingAgrees() throws {
    let telco = try Telco.referenceDataset()
    let monthly = try #require(telco.features.first { $0.name == "MonthlyCharges" })
    guard case .numeric(let charges) = monthly.values else { return }
    let names = ["tenure", "fiber", "two_year"]
    var features = telco.features.filter { names.contains($0.name) }
    features.insert(
      Column(name: "MonthlyCharges", values: .numeric(charges.map { $0.rounded(.toNearestOrEven) })), at: 1)
    features.swapAt(2, 3)
    let data = Dataset(features: features, labels: telco.labels, target: telco.target, digest: "")
    for reference in try Fixture.json("boosting_reference").array {
      let settings = reference["settings"]
      var values: [String: HyperparameterValue] = [
        "l2_regularization": .number(settings["l2_regularization"].number)
      ]
      for name in ["n_estimators", "max_leaf_nodes", "min_samples_leaf"] { values[name] = .integer(settings[name].int) }
      if settings["n_estimators"].int == 20 { values["max_depth"] = .integer(3) }
      let model = try fit(data, values)
      let probabilities = model.predictProbability(data.features, rows: Array(0..<data.rows), jobs: 2)
      for (ours, theirs) in zip(probabilities, reference["p_first20"].numbers) {
        #expect(close(ours, theirs, within: 1e-5))
      }
      let loss = zip(probabilities, data.labels).reduce(0) { $0 - log($1.1 == 1 ? $1.0 : 1 - $1.0) }
      #expect(close(loss / Double(data.rows), reference["log_loss"].number, within: 1e-6))
    }
  }

  /// One round with two leaves, against every division of every column tried one by one.
  @Test func theFirstSplitIsTheBestOfAll() throws {
    for seed in 0..<60 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      // More rows may have more distinct values than there are bins.
      guard data.rows <= 255 else { continue }
      let model = try fit(
        data,
        [
          "n_estimators": .integer(1), "max_leaf_nodes": .integer(2), "min_samples_leaf": .integer(1),
          "learning_rate": .number(1), "l2_regularization": .number(1),
        ])
      let rate = Double(data.positives) / Double(data.rows)
      func score(_ rows: [Int]) -> Double {
        let gradient = rows.reduce(0) { $0 + rate - Double(data.labels[$1]) }
        return gradient * gradient / (Double(rows.count) * rate * (1 - rate) + 1)
      }
      let rows = Array(0..<data.rows)
      let probabilities = model.predictProbability(data.features, rows: rows, jobs: 1)
      let values = Set(probabilities)
      let ours = values.reduce(0) { sum, value in sum + score(rows.filter { probabilities[$0] == value }) }
      var best = score(rows)
      for column in data.features {
        guard case .numeric(let numbers) = column.values else { continue }
        for cut in Set(numbers.filter { !$0.isNaN }) {
          for missingLeft in [true, false] {
            let left = rows.filter { numbers[$0].isNaN ? missingLeft : numbers[$0] <= cut }
            let right = rows.filter { numbers[$0].isNaN ? !missingLeft : numbers[$0] > cut }
            let hessian = Double(min(left.count, right.count)) * rate * (1 - rate)
            if hessian >= BoostingSplitter.minimumHessian { best = max(best, score(left) + score(right)) }
          }
        }
      }
      #expect(ours >= best * (1 - 1e-6) - 1e-9, "seed \(seed)")
    }
  }

  @Test func roundsNestAsAPrefix() throws {
    let data = try Telco.dataset()
    let values: [String: HyperparameterValue] = ["subsample": .number(0.5), "max_features": .number(0.3)]
    let long = try fit(data, values.merging(["n_estimators": .integer(12)]) { $1 })
    let short = try fit(data, values.merging(["n_estimators": .integer(5)]) { $1 })
    #expect(short.trees == Array(long.trees.prefix(5)))
  }

  /// A grid over the number of rounds gives each of its points the bits of a fit of its own, whatever else is set.
  @Test func aGridOfRoundsIsManyFitsToTheBit() throws {
    let choices: [(String, [HyperparameterValue])] = [
      ("learning_rate", [.number(0.01), .number(0.3), .number(10)]), ("max_depth", [.none, .integer(1), .integer(3)]),
      ("max_leaf_nodes", [.none, .integer(2), .integer(9)]), ("min_samples_leaf", [.integer(1), .integer(20)]),
      ("l2_regularization", [.integer(0), .number(5)]), ("subsample", [.number(1e-9), .number(0.5), .integer(1)]),
      ("max_features", [.number(1e-9), .number(0.5), .integer(1)]),
      ("early_stopping", [.boolean(false), .boolean(true)]),
      ("n_iter_no_change", [.integer(1), .integer(4)]),
    ]
    var source = RandomSource(17)
    for seed in 0..<80 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let rows = Array(0..<data.rows)
      let values = Dictionary(
        uniqueKeysWithValues: choices.map { ($0.0, $0.1[source.index(below: $0.1.count)]) })
      let learners = try [1, 12, 4].map {
        try GradientBoosting(
          GradientBoosting.defaults.merging(values) { $1 }.merging(["n_estimators": .integer($0)]) { $1 })
      }
      let together = try GradientBoosting.fitPath(learners, data, rows: rows, context: context)
      for (learner, model) in zip(learners, together) {
        let probabilities = model.predictProbability(data.features, rows: rows, jobs: 1)
        let alone = try learner.fit(data, rows: rows, context: context)
          .predictProbability(data.features, rows: rows, jobs: 1)
        #expect(probabilities == alone, "seed \(seed) \(values)")
        #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "seed \(seed) \(values)")
      }
    }
  }

  /// With too few rows to hold any out nothing says when to stop.
  @Test func tooFewRowsNeverStopEarly() throws {
    let data = Dataset(
      features: [Column(name: "x", values: .numeric([1, 2, 3, 4]))], labels: [0, 1, 0, 1],
      target: Target(column: "y", positive: "1"), digest: "")
    #expect(try fit(data, ["early_stopping": .boolean(true), "n_estimators": .integer(40)]).rounds == 40)
  }

  @Test func limitsAreKept() throws {
    let data = try Telco.dataset()
    let model = try fit(
      data, ["max_leaf_nodes": .none, "max_depth": .integer(2), "min_samples_leaf": .integer(700)])
    #expect(model.trees.allSatisfy { $0.values.count <= 4 })
    let small = try fit(data, ["max_leaf_nodes": .integer(5), "n_estimators": .integer(10)])
    #expect(small.trees.allSatisfy { $0.values.count == 5 })
  }

  @Test func stoppingEarlyIsSaidAndHelps() throws {
    let data = try Telco.dataset()
    let model = try fit(data, ["early_stopping": .boolean(true), "n_estimators": .integer(1000)])
    #expect(model.rounds < 200)
    #expect(model.notes == ["stopped early after \(model.rounds) rounds"])
  }

  /// The packed word gives back what went in, up to half a unit a row.
  @Test(arguments: [1, 2, 7043, 1_000_000]) func fixedPointHoldsItsSums(rows: Int) {
    let fixed = FixedPoint(rows: rows)
    let row = GradientSum(truncatingIfNeeded: fixed.row(gradient: -1, hessian: 0.25)) &+ fixed.oneRow
    let sum = (0..<rows).reduce(into: GradientSum.zero) { sum, _ in sum &+= row }
    #expect(fixed.rows(sum) == rows)
    #expect(fixed.gradient(sum) == -Double(rows))
    #expect(fixed.hessian(sum) == Double(rows) / 4)
  }
}
