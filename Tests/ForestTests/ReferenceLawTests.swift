import TestSupport
import Testing

@testable import ChurnML

/// Every stored tree equals the one that a brute-force grower makes from the definitions.
@Suite struct ReferenceLawTests {
  @Test(arguments: 0..<UInt64(lawRepetitions))
  func treesEqualTheReference(seed: UInt64) {
    let trial = Trial(seed: seed)
    for tree in 0..<2 {
      #expect(trial.engine(tree: tree) == trial.reference(tree: tree), "seed \(seed), tree \(tree), \(trial.settings)")
    }
  }

  /// The comparison has teeth: each planted bug is found among the same data sets.
  @Test(arguments: ReferenceGrower.Bug.allCases)
  func aPlantedBugIsFound(bug: ReferenceGrower.Bug) {
    let found = (0..<UInt64(400)).filter { seed in
      let trial = Trial(seed: seed)
      return trial.engine(tree: 0) != trial.reference(tree: 0, bug: bug)
    }
    #expect(!found.isEmpty, "no data set tells the engine from a grower with \(bug)")
  }

  /// Sums of tree values are integers, so the order of adding changes nothing; adding probabilities as they complete does.
  @Test func addingInCompletionOrderWouldShow() {
    let trial = Trial(seed: 5)
    let values = (0..<64).map { trial.reference(tree: $0)[0].value }
    var source = RandomSource(3)
    var integerSums: Set<UInt64> = []
    var floatingSums: Set<Double> = []
    for _ in 0..<50 {
      var order = values
      source.shuffle(&order)
      integerSums.insert(order.reduce(0) { $0 + UInt64($1) })
      floatingSums.insert(order.reduce(0.0) { $0 + Double($1) / 3 })
    }
    #expect(integerSums.count == 1)
    #expect(floatingSums.count > 1)
  }
}

/// A generated data set with settings, grown by both.
private struct Trial {
  let data: Dataset
  let settings: ForestSettings
  let limits: TreeLimits
  let analysis: [Int]
  let context: FitContext
  private let trainer: ForestTrainer

  init(seed: UInt64) {
    var source = RandomSource(seed, 2)
    data = randomDataset(seed: seed)
    var settings = randomSettings(&source)
    // The reference sees raw values, so every value must have a bin of its own.
    settings.maxBins = 255
    var limits = randomLimits(&source).tree
    limits.maxLeafNodes = nil
    limits.ccpAlpha = 0
    (self.settings, self.limits) = (settings, limits)
    analysis = (0..<data.rows).filter { $0 < 2 || $0 % 4 != 3 }
    context = FitContext(seed: seed, repeat: 0, fold: 1, jobs: 1)
    trainer = ForestTrainer(data, rows: analysis, settings: settings, limits: limits, context: context)
  }

  func reference(tree: Int, bug: ReferenceGrower.Bug? = nil) -> [ReferenceGrower.Node] {
    let bag = trainer.multiplicity(tree: tree)
    let multiplicity = Dictionary(uniqueKeysWithValues: zip(analysis, bag.map { Int($0) }))
    return ReferenceGrower(
      data: data, analysis: analysis, multiplicity: multiplicity, settings: settings, limits: limits,
      weights: weights(multiplicity), bug: bug
    ).grow(key: trainer.key(tree: tree))
  }

  /// scikit-learn's class weights, from their definition.
  private func weights(_ multiplicity: [Int: Int]) -> (positive: Double, negative: Double) {
    func balanced(_ count: (Int) -> Int) -> (Double, Double) {
      let positives = analysis.filter { data.labels[$0] == 1 }.reduce(0) { $0 + count($1) }
      let all = analysis.reduce(0) { $0 + count($1) }
      func weight(_ rows: Int) -> Double { rows == 0 ? 1 : Double(all) / Double(2 * rows) }
      return (weight(positives), weight(all - positives))
    }
    switch settings.classWeight {
    case .none: return (1, 1)
    case .balanced: return balanced { _ in 1 }
    case .balancedSubsample: return balanced { multiplicity[$0, default: 0] }
    }
  }

  func engine(tree index: Int) -> [ReferenceGrower.Node] {
    let grown = trainer.grow(tree: index)
    let matrix = BinnedMatrix(data.features, rows: Array(0..<data.rows), bins: trainer.bins, jobs: 1)
    var nodes: [ReferenceGrower.Node] = []
    var stack: [(index: Int, rows: [Int])] = [(0, Array(0..<data.rows))]
    while let (index, rows) = stack.popLast() {
      let node = grown.tree.nodes[index]
      nodes.append(
        ReferenceGrower.Node(
          feature: node.isLeaf ? nil : Int(node.feature), samples: Int(grown.facts[index].samples), value: node.value,
          rows: rows))
      guard !node.isLeaf else { continue }
      let left = Int(node.left)
      let goes = rows.map { row in
        node.child(matrix.codes[row * matrix.features + Int(node.feature)], grown.tree.sets) == left
      }
      stack.append((left + 1, zip(rows, goes).filter { !$0.1 }.map(\.0)))
      stack.append((left, zip(rows, goes).filter { $0.1 }.map(\.0)))
    }
    return nodes
  }
}
