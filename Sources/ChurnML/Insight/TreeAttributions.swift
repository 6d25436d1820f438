/// A sum of trees over binned columns, as far as its Shapley values are concerned.
struct TreeEnsemble: Attributor {
  let bins: [FeatureBins]
  let trees: [Tree]
  let space: ReasonSpace
  /// What the trees' values are added to, and multiplied by first.
  let start: Double
  let scale: Double
  /// The value of a leaf of tree `index`.
  let value: @Sendable (_ index: Int, _ leaf: Tree.Node) -> Double
  /// By tree; empty where each tree is made ready when its turn comes.
  private(set) var prepared: [ShapleyTree] = []

  /// Rows that are taken through a tree before the next tree.
  private static let block = 256
  /// Nodes whose tables are kept; they take some 200 to 400 bytes each.
  private static let nodesKept = 1_000_000

  /// The same with its trees made ready once, so that the time of a call is that of its rows. Larger ensembles stay as
  /// they are, for their tables would take too much memory.
  func prepared(jobs: Int) -> TreeEnsemble {
    guard trees.reduce(0, { $0 + $1.nodes.count }) <= Self.nodesKept else { return self }
    let quadratures = ShapleyTree.Quadratures()
    var copy = self
    copy.prepared = concurrentMap(count: trees.count, jobs: jobs) { ready($0, quadratures) }
    return copy
  }

  private func ready(_ index: Int, _ quadratures: ShapleyTree.Quadratures) -> ShapleyTree {
    ShapleyTree(trees[index], quadratures: quadratures) { value(index, $0) }
  }

  /// Trees are added in their order for each row, so bits do not depend on `jobs`.
  func attributions(_ features: [Column], rows: [Int], jobs: Int) -> Attributions {
    let matrix = BinnedMatrix(features, rows: rows, bins: bins, jobs: jobs)
    let quadratures = ShapleyTree.Quadratures()
    let blocks = concurrentMap(count: max(1, (rows.count + Self.block - 1) / Self.block), jobs: jobs) { index in
      let start = index * Self.block
      return sums(matrix, rows: start..<min(rows.count, start + Self.block), quadratures)
    }
    return Attributions(
      space: space, base: start + scale * blocks[0].expected, columns: features.count,
      values: blocks.flatMap(\.values).map { $0 * scale })
  }

  private func sums(
    _ matrix: BinnedMatrix, rows: Range<Int>, _ quadratures: ShapleyTree.Quadratures
  ) -> (expected: Double, values: [Double]) {
    var sums = [Double](repeating: 0, count: rows.count * bins.count)
    var expected = 0.0
    var walk = ShapleyWalk(features: bins.count)
    matrix.codes.withUnsafeBufferPointer { codes in
      for index in trees.indices {
        let tree = prepared.isEmpty ? ready(index, quadratures) : prepared[index]
        expected += tree.expected
        walk.add(tree, codes: codes, rows: rows, to: &sums)
      }
    }
    return (expected, sums)
  }
}

extension Forest: AttributableClassifier {
  var ensemble: TreeEnsemble {
    TreeEnsemble(bins: bins, trees: trees, space: .probability, start: 0, scale: 1 / Double(trees.count)) { _, leaf in
      Double(leaf.value) / Tree.scale
    }
  }

  /// Path-dependent TreeSHAP in probability; a column that is not known is judged by the rows each tree was grown on.
  public func attributions(_ features: [Column], rows: [Int], jobs: Int) -> Attributions {
    ensemble.attributions(features, rows: rows, jobs: jobs)
  }

  public func attributor(jobs: Int) -> any Attributor { ensemble.prepared(jobs: jobs) }
}

extension BoostedModel: AttributableClassifier {
  var ensemble: TreeEnsemble {
    TreeEnsemble(bins: bins, trees: trees.map(\.tree), space: .logOdds, start: start, scale: 1) { index, leaf in
      trees[index].values[Int(leaf.value)]
    }
  }

  /// Path-dependent TreeSHAP in log odds; a column that is not known is judged by the rows each tree was grown on.
  public func attributions(_ features: [Column], rows: [Int], jobs: Int) -> Attributions {
    ensemble.attributions(features, rows: rows, jobs: jobs)
  }

  public func attributor(jobs: Int) -> any Attributor { ensemble.prepared(jobs: jobs) }
}
