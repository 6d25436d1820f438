import TestSupport
import Testing

@testable import ChurnML

@Suite struct OutOfBagTests {
  /// Shared equals separate on out-of-bag rows too.
  @Test(arguments: 0..<UInt64(lawRepetitions / 5))
  func sharedEqualsSeparate(seed: UInt64) throws {
    let data = randomDataset(seed: seed)
    var source = RandomSource(seed, 7)
    var settings = randomSettings(&source)
    settings.bootstrap = true
    let candidates = (0..<6).map { _ in randomLimits(&source) }
    let rows = (0..<data.rows).filter { $0 < 2 || $0 % 5 != 0 }
    let context = FitContext(seed: seed, repeat: 0, fold: 0, jobs: 2)
    var shared = [Int: [Double]]()
    _ = try NestedSearch(settings: settings, candidates: candidates).scoreOutOfBag(
      data, rows: rows, context: context
    ) { shared[$0] = $1 }
    for (index, limits) in candidates.enumerated() {
      let separate = try RandomForest(settings: settings, limits: limits).outOfBagProbabilities(
        data, rows: rows, context: context)
      #expect(shared[index] == separate, "seed \(seed), \(settings), \(limits)")
    }
  }

  /// Sums taken block by block of rows equal those over all rows at once, for trees that score some rows and for trees that score all.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func blocksOfRowsChangeNothing(seed: UInt64) {
    let data = randomDataset(seed: seed)
    var source = RandomSource(seed, 4)
    let limits = (0..<4).map { _ in randomLimits(&source).tree }
    let rows = Array(0..<data.rows)
    let trainer = ForestTrainer(
      data, rows: rows, settings: ForestSettings(), limits: .loosest(of: limits),
      context: FitContext(seed: seed, repeat: 0, fold: 0, jobs: 1))
    let matrix = BinnedMatrix(data.features, rows: rows, bins: trainer.bins, jobs: 1)
    for scoresAll in [false, true] {
      let trees = (0..<5).map { index in
        let (grown, scored) = (trainer.grow(tree: index), scoresAll ? nil : trainer.outOfBag(tree: index))
        return WalkedTree(
          grown: grown, rows: scored, leaves: LeafWalk.leaves(of: matrix, rows: scored, in: grown.tree))
      }
      func sums(rowsAtOnce: Int) -> NestedSums {
        var sums = NestedSums(limits: limits, rows: data.rows, rowsAtOnce: rowsAtOnce, jobs: 2)
        sums.add(trees[...])
        return sums
      }
      let whole = sums(rowsAtOnce: data.rows)
      for rowsAtOnce in [1, 7, data.rows / 2 + 1] {
        let blocks = sums(rowsAtOnce: rowsAtOnce)
        for index in limits.indices { #expect(blocks[index] == whole[index]) }
        #expect(blocks.nodes == whole.nodes && blocks.trees == whole.trees)
      }
    }
  }

  @Test func withoutBootstrapThereIsNoBag() throws {
    let data = randomDataset(seed: 1)
    var settings = ForestSettings()
    settings.bootstrap = false
    #expect(throws: InputError.self) {
      try RandomForest(settings: settings, limits: ForestLimits()).outOfBagProbabilities(
        data, rows: [0, 1], context: FitContext(seed: 1, repeat: 0, fold: 0, jobs: 1))
    }
  }
}

@Suite struct ForestImportanceTests {
  /// One stump by hand: 8 rows, the split on `x` leaves 3 of 4 and 1 of 4 positives. Gini falls from 1/2 to 3/8.
  @Test func oneSplitByHand() {
    let data = Dataset(
      features: [
        Column(name: "x", values: .numeric([0, 0, 0, 0, 1, 1, 1, 1])),
        Column(name: "constant", values: .numeric([5, 5, 5, 5, 5, 5, 5, 5])),
      ], labels: [1, 0, 0, 0, 1, 1, 1, 0], target: Target(column: "y", positive: "1"), digest: "")
    var settings = ForestSettings()
    settings.bootstrap = false
    settings.maxFeatures = .all
    var limits = ForestLimits()
    limits.nEstimators = 1
    let rows = Array(0..<8)
    let context = FitContext(seed: 1, repeat: 0, fold: 0, jobs: 1)
    let trainer = ForestTrainer(data, rows: rows, settings: settings, limits: limits.tree, context: context)
    let grown = trainer.grow(tree: 0)
    #expect(grown.impurityDecreases(features: 2) == [0.125, 0])
    // Judged on the very rows it was grown on, the out-of-bag formula is the Gini decrease.
    let matrix = BinnedMatrix(data.features, rows: rows, bins: trainer.bins, jobs: 1)
    let again = grown.outOfBagDecreases(matrix, labels: data.labels, rows: rows.map { UInt32($0) })
    #expect(zip(again, [0.125, 0]).allSatisfy { close($0, $1, within: 1e-8) })
  }

  /// A column of noise with many values collects impurity decrease, but not out of the bag; a real cause has both.
  @Test func noiseIsCalledNoise() throws {
    var source = RandomSource(11)
    let signal = (0..<600).map { _ in Double(source.index(below: 3)) }
    let labels = signal.map { UInt8(source.unit() < 0.15 + 0.3 * $0 ? 1 : 0) }
    let noise = (0..<600).map { _ in source.unit() }
    let data = Dataset(
      features: [Column(name: "signal", values: .numeric(signal)), Column(name: "noise", values: .numeric(noise))],
      labels: labels, target: Target(column: "y", positive: "1"), digest: "")
    var limits = ForestLimits()
    limits.nEstimators = 200
    let importance = RandomForest(settings: ForestSettings(), limits: limits).importance(
      data, rows: Array(0..<600), context: FitContext(seed: 3, repeat: 0, fold: FitContext.refit, jobs: 2))
    #expect(importance[1].impurityDecrease > 0.5)
    let (cause, chance) = (try #require(importance[0].outOfBag), try #require(importance[1].outOfBag))
    #expect(cause > 0.05)
    #expect(abs(chance) < 0.1 * cause)
    #expect(close(importance.reduce(0) { $0 + $1.impurityDecrease }, 1))
  }
}
