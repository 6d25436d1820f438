/// A fitted random forest: P(churned) is the mean over trees of the positive share at the leaf a row comes to.
public struct Forest: Classifier, Sendable, Equatable {
  public let bins: [FeatureBins]
  public let trees: [Tree]
  public let notes: [String]
  private let layout: ForestLayout

  init(bins: [FeatureBins], trees: [Tree], notes: [String] = []) {
    self.bins = bins
    self.trees = trees
    self.notes = notes
    layout = ForestLayout(bins: bins, trees: trees)
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
    if matrix.rows < Self.fewRows {
      var walk = ForestWalk(layout, rows: 1)
      return (0..<matrix.rows).map { walk.sum(matrix, row: $0) }
    }
    let share = matrix.rows / (jobs * Self.blocksPerJob)
    let rows = min(Self.mostRows, (share / ForestWalk.inStep + 1) * ForestWalk.inStep)
    let blocks = concurrentMap(count: (matrix.rows + rows - 1) / rows, jobs: jobs) { index in
      var walk = ForestWalk(layout, rows: rows)
      return walk.sums(matrix, rows: index * rows..<min(matrix.rows, (index + 1) * rows))
    }
    return blocks.flatMap { $0 }
  }

  /// Of so few rows each goes through the trees on its own.
  private static let fewRows = 8
  /// Rows that one thread takes at a time: few enough for all threads to be done at about the same time.
  private static let mostRows = 4096
  private static let blocksPerJob = 4
}
