/// How much a column matters to a forest, in two ways.
public struct ForestImportance: Sendable, Codable, Equatable {
  public let column: String
  /// The impurity its splits take away, as a share of what all splits take away: scikit-learn's `feature_importances_`. Biased
  /// towards columns of many values, which find splits in noise too.
  public let impurityDecrease: Double
  /// The same judged on the rows each tree did not see, in the units of the mean impurity decrease: about 0, of either
  /// sign, for a column of noise (Li, Wang, Basu, Kumbier and Yu: A debiased MDI feature importance measure for random
  /// forests, 2019). Nil without bootstrap.
  public let outOfBag: Double?

  enum CodingKeys: String, CodingKey {
    case column
    case impurityDecrease = "impurity_decrease"
    case outOfBag = "out_of_bag"
  }
}

extension RandomForest {
  /// The importance of every column in the forest that `fit` with the same arguments grows, in the columns' order.
  public func importance(_ data: Dataset, rows: [Int], context: FitContext) -> [ForestImportance] {
    let trainer = ForestTrainer(data, rows: rows, settings: settings, limits: limits.tree, context: context)
    let matrix = BinnedMatrix(data.features, rows: rows, bins: trainer.bins, jobs: context.jobs)
    let own = rows.map { data.labels[$0] }
    let trees = concurrentMap(count: limits.nEstimators, jobs: context.jobs) { index in
      let grown = trainer.grow(tree: index).pruned(ccpAlpha: limits.tree.ccpAlpha)
      return (
        grown.impurityDecreases(features: matrix.features),
        settings.bootstrap ? grown.outOfBagDecreases(matrix, labels: own, rows: trainer.outOfBag(tree: index)) : nil
      )
    }
    let decrease = Self.mean(trees.map(\.0), count: matrix.features)
    let outOfBag = settings.bootstrap ? Self.mean(trees.compactMap(\.1), count: matrix.features) : nil
    let whole = decrease.reduce(0, +)
    return data.features.indices.map { feature in
      ForestImportance(
        column: data.features[feature].name, impurityDecrease: whole > 0 ? decrease[feature] / whole : 0,
        outOfBag: outOfBag?[feature])
    }
  }

  private static func mean(_ rows: [[Double]], count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for row in rows { for index in sums.indices { sums[index] += row[index] } }
    return sums.map { $0 / Double(max(1, rows.count)) }
  }
}

extension GrownTree {
  /// The weighted impurity decreases of the tree's splits, summed by feature.
  func impurityDecreases(features: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: features)
    for (node, facts) in zip(tree.nodes, facts) where !node.isLeaf { sums[Int(node.feature)] += facts.decrease }
    return sums
  }

  /// 2 / n times the sum, over out-of-bag rows and the splits on their way by each feature, of label times the step in P(churned)
  /// that the split makes: on the in-bag rows this is the Gini decrease itself.
  func outOfBagDecreases(_ matrix: BinnedMatrix, labels: [UInt8], rows: [UInt32]) -> [Double] {
    var sums = [Double](repeating: 0, count: matrix.features)
    guard !rows.isEmpty else { return sums }
    matrix.codes.withView { codes in
      tree.nodes.withView { nodes in
        for row in rows where labels[Int(row)] == 1 {
          var node = nodes[0]
          while !node.isLeaf {
            let feature = Int(node.feature)
            let next = nodes[Int(node.child(codes[Int(row) * matrix.features + feature], tree.sets))]
            sums[feature] += (Double(next.value) - Double(node.value)) / Tree.scale
            node = next
          }
        }
      }
    }
    return sums.map { 2 * $0 / Double(rows.count) }
  }
}
