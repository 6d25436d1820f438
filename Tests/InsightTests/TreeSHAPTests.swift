import TestSupport
import Testing

@testable import ChurnML

@Suite struct TreeSHAPTests {
  private static let context = FitContext(seed: 5, repeat: 0, fold: FitContext.refit, jobs: 2)

  /// Deep trees on numbers, categories and missing cells; one row has no value anywhere, or one that training did not have.
  @Test func pathDependentValuesAreShapleyValuesOf200RandomTrees() throws {
    var splits = 0
    for seed in 0..<200 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let forest = try Self.forest(data, seed: seed, trees: 1)
      let tree = forest.trees[0]
      splits += tree.nodes.count / 2
      let columns = data.features.map { $0.selecting([0, 1]).appending([$0.unknown]) }
      let matrix = BinnedMatrix(columns, rows: [0, 1, 2], bins: forest.bins, jobs: 1)
      let got = forest.attributions(columns, rows: [0, 1, 2], jobs: 1)
      let brute = BruteForce(tree, columns: data.features.count)
      for row in 0..<matrix.rows {
        let codes = Array(matrix.row(row))
        let expected = brute.shapley { brute.expectation(codes, known: $0) }
        for (value, truth) in zip(got.row(row), expected) { #expect(abs(value - truth) < 1e-12, "seed \(seed)") }
      }
      #expect(abs(got.base - brute.expectation([], known: 0)) < 1e-12)
    }
    #expect(splits > 500)
  }

  @Test func interventionalValuesAreShapleyValuesAgainstTheSample() throws {
    for seed in 0..<60 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let forest = try Self.forest(data, seed: seed, trees: 2)
      let rows = Array(0..<min(3, data.rows))
      let background = [data.rows - 1, data.rows / 2]
      let got = forest.interventionalAttributions(
        data.features, rows: rows, against: data.features, background: background, jobs: 2)
      let matrix = BinnedMatrix(data.features, rows: rows + background, bins: forest.bins, jobs: 1)
      for row in rows.indices {
        var expected = [Double](repeating: 0, count: data.features.count)
        for tree in forest.trees {
          let brute = BruteForce(tree, columns: data.features.count)
          for other in background.indices {
            let values = brute.shapley {
              brute.mixture(Array(matrix.row(row)), Array(matrix.row(rows.count + other)), known: $0)
            }
            for column in values.indices { expected[column] += values[column] / 4 }
          }
        }
        for (value, truth) in zip(got.row(row), expected) { #expect(abs(value - truth) < 1e-12, "seed \(seed)") }
        let probability = forest.predictProbability(data.features, rows: [rows[row]], jobs: 1)[0]
        #expect(abs(got.probability(row) - probability) < 1e-12)
      }
    }
  }

  @Test func boostedValuesAreShapleyValuesOfTheLogOdds() throws {
    for seed in 0..<40 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let learner = try GradientBoosting(["n_estimators": .integer(3), "min_samples_leaf": .integer(2)])
      let fitted = try learner.fit(data, rows: Array(0..<data.rows), context: Self.context)
      guard let model = fitted as? BoostedModel else { continue }
      let matrix = BinnedMatrix(data.features, rows: [0], bins: model.bins, jobs: 1)
      let got = model.attributions(data.features, rows: [0], jobs: 1)
      var expected = [Double](repeating: 0, count: data.features.count)
      for tree in model.trees {
        let brute = BruteForce(tree.tree, columns: expected.count) { tree.values[Int($0.value)] }
        let values = brute.shapley { brute.expectation(Array(matrix.row(0)), known: $0) }
        for column in values.indices { expected[column] += values[column] }
      }
      for (value, truth) in zip(got.row(0), expected) { #expect(abs(value - truth) < 1e-12, "seed \(seed)") }
      #expect(abs(got.probability(0) - model.predictProbability(data.features, rows: [0], jobs: 1)[0]) < 1e-12)
    }
  }

  /// 60 columns on one path: more than any table of subsets could be asked for, so additivity is the law.
  @Test func valuesAddUpOnPathsOfManyColumns() throws {
    var source = RandomSource(3)
    let labels = (0..<400).map { _ in UInt8(source.index(below: 2)) }
    let features = (0..<200).map { index in
      // Each column tells few rows apart, so trees become chains.
      Column(name: "x\(index)", values: .numeric(labels.indices.map { $0 == index ? 1 : 0 }))
    }
    let data = Dataset(
      features: features, labels: labels, target: Target(column: "y", positive: "1"), digest: "chains")
    let forest = try Self.forest(data, seed: 1, trees: 2)
    let got = forest.attributions(features, rows: Array(0..<20), jobs: 2)
    let probabilities = forest.predictProbability(features, rows: Array(0..<20), jobs: 1)
    for row in 0..<20 { #expect(abs(got.probability(row) - probabilities[row]) < 1e-11) }
  }

  @Test func theNumberOfThreadsDoesNotShow() throws {
    let data = randomDataset(seed: 12)
    let forest = try Self.forest(data, seed: 2, trees: 20)
    let rows = Array(0..<data.rows)
    let one = forest.attributions(data.features, rows: rows, jobs: 1)
    #expect(one == forest.attributions(data.features, rows: rows, jobs: 3))
    #expect(Array(one.row(1)) == forest.attributions(data.features, rows: [1], jobs: 1).values)
  }

  @Test func treesMadeReadyOnceGiveTheSameBits() throws {
    let data = randomDataset(seed: 13)
    let forest = try Self.forest(data, seed: 3, trees: 20)
    let rows = Array(0..<data.rows)
    let ready = forest.attributor(jobs: 2)
    #expect(
      ready.attributions(data.features, rows: rows, jobs: 2) == forest.attributions(data.features, rows: rows, jobs: 1))
    #expect(
      ready.attributions(data.features, rows: [1], jobs: 1) == forest.attributions(data.features, rows: [1], jobs: 1))
  }

  @Test func aPrunedTreeIsExplainedAsItStands() throws {
    let data = randomDataset(seed: 7)
    let learner = try RandomForest(["n_estimators": .integer(10), "ccp_alpha": .number(0.01)])
    let forest = learner.fitted(to: data, rows: Array(0..<data.rows), context: Self.context)
    let got = forest.attributions(data.features, rows: Array(0..<data.rows), jobs: 1)
    let probabilities = forest.predictProbability(data.features, rows: Array(0..<data.rows), jobs: 1)
    for row in 0..<data.rows { #expect(abs(got.probability(row) - probabilities[row]) < 1e-12) }
  }

  private static func forest(_ data: Dataset, seed: UInt64, trees: Int) throws -> Forest {
    let learner = try RandomForest([
      "n_estimators": .integer(trees), "max_features": .number(0.7),
      "class_weight": seed % 3 == 0 ? .text("balanced") : .none,
    ])
    return learner.fitted(
      to: data, rows: Array(0..<data.rows), context: FitContext(seed: seed, repeat: 0, fold: FitContext.refit, jobs: 1))
  }
}

extension Column {
  /// One row without a value, or with a category that training did not have.
  fileprivate var unknown: Column {
    switch values {
    case .numeric: Column(name: name, values: .numeric([.nan]))
    case .categorical(_, let categories):
      Column(name: name, values: .categorical(codes: [Column.unseen], categories: categories))
    }
  }
}
