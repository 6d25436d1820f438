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
    let block = 512
    let blocks = concurrentMap(count: (matrix.rows + block - 1) / block, jobs: jobs) { index in
      let rows = index * block..<min(matrix.rows, (index + 1) * block)
      return matrix.codes.withUnsafeBufferPointer { codes in sums(codes, rows: rows) }
    }
    return blocks.flatMap { $0 }
  }
}
