/// A fitted random forest: P(churned) is the mean over trees of the positive share at the leaf a row comes to.
public struct Forest: Classifier, Sendable, Equatable {
  public let bins: [FeatureBins]
  public let trees: [Tree]
  public let notes: [String]

  init(bins: [FeatureBins], trees: [Tree], notes: [String] = []) {
    self.bins = bins
    self.trees = trees
    self.notes = notes
  }

  public func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
    sums(features, rows: rows, jobs: jobs).map { Self.probability(sum: $0, trees: trees.count) }
  }

  /// For each of `rows`, the sum over trees of the value at its leaf; `probability` turns it into P(churned).
  public func sums(_ features: [Column], rows: [Int], jobs: Int) -> [UInt64] {
    sums(BinnedMatrix(features, rows: rows, bins: bins, jobs: jobs), jobs: jobs)
  }

  /// The probability that a sum of tree values stands for.
  @inline(__always)
  public static func probability(sum: UInt64, trees: Int) -> Double {
    Double(sum) / (Double(trees) * Tree.scale)
  }

  /// For each row of a matrix, the sum over trees of the value at its leaf.
  func sums(_ matrix: BinnedMatrix, jobs: Int) -> [UInt64] {
    precondition(matrix.features == bins.count)
    if matrix.rows < Self.fewRows { return (0..<matrix.rows).map { sum(matrix, row: $0) } }
    let blocks = concurrentMap(count: (matrix.rows + Self.rowsOfBlock - 1) / Self.rowsOfBlock, jobs: jobs) { index in
      sums(matrix, rows: index * Self.rowsOfBlock..<min(matrix.rows, (index + 1) * Self.rowsOfBlock))
    }
    return blocks.flatMap { $0 }
  }

  /// Of so few rows each goes through the trees on its own.
  private static let fewRows = 8
  /// Few enough for their codes to stay in the nearest memory while tree after tree is walked.
  private static let rowsOfBlock = 512

  private func sums(_ matrix: BinnedMatrix, rows: Range<Int>) -> [UInt64] {
    var sums = [UInt64](repeating: 0, count: rows.count)
    var leaves = [UInt32](repeating: 0, count: rows.count)
    for tree in trees {
      LeafWalk.walk(matrix, rows: rows, in: tree, to: &leaves)
      tree.nodes.withUnsafeBufferPointer { nodes in
        for place in sums.indices { sums[place] &+= UInt64(nodes[Int(leaves[place])].value) }
      }
    }
    return sums
  }
}
