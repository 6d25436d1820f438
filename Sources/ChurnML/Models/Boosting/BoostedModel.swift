/// A tree whose leaves number the `values` they stand for.
struct BoostedTree: Sendable, Equatable {
  let tree: Tree
  let values: [Double]
}

/// A fitted boosting model: P(churned) is the logistic function of a start plus the leaf values of all trees.
public struct BoostedModel: Classifier, Equatable {
  let bins: [FeatureBins]
  let start: Double
  let trees: [BoostedTree]
  public let notes: [String]

  /// The number of rounds it was boosted.
  public var rounds: Int { trees.count }

  public func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
    let block = 512
    let blocks = concurrentMap(count: (rows.count + block - 1) / block, jobs: jobs) { index in
      let slice = Array(rows[(index * block)..<min(rows.count, (index + 1) * block)])
      let matrix = BinnedMatrix(features, rows: slice, bins: bins, jobs: 1)
      return linearPredictor(matrix).map(logistic)
    }
    return Array(blocks.joined())
  }

  /// Tree by tree, so that a tree stays in the cache.
  private func linearPredictor(_ matrix: BinnedMatrix) -> [Double] {
    var sums = [Double](repeating: start, count: matrix.rows)
    matrix.codes.withView { codes in
      for tree in trees {
        for row in sums.indices {
          let leaf = tree.tree.nodes[tree.tree.leaf(codes, at: row * bins.count)]
          sums[row] += tree.values[Int(leaf.value)]
        }
      }
    }
    return sums
  }
}
