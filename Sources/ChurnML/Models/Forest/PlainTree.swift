/// A tree in the arrays that other programs read: a row goes left when its number is at most the threshold.
public struct PlainTree: Sendable, Equatable {
  /// -1 for leaves, as scikit-learn has it.
  public let left: [Int]
  public let right: [Int]
  public let features: [Int]
  public let thresholds: [Double]
  public let values: [Double]
  /// Weights of the rows that the tree was grown on.
  public let covers: [Double]
}

extension Forest {
  /// The trees over numeric columns without missing values; splits of another kind have the threshold NaN.
  public func plainTrees() -> [PlainTree] { trees.map { PlainTree($0, bins) } }
}

extension PlainTree {
  fileprivate init(_ tree: Tree, _ bins: [FeatureBins]) {
    left = tree.nodes.map { $0.isLeaf ? -1 : Int($0.left) }
    right = tree.nodes.map { $0.isLeaf ? -1 : Int($0.left) + 1 }
    features = tree.nodes.map { $0.isLeaf ? -2 : Int($0.feature) }
    values = tree.nodes.map { Double($0.value) / Tree.scale }
    covers = tree.covers
    thresholds = tree.nodes.map { node in
      guard !node.isLeaf, case .numeric(let thresholds) = bins[Int(node.feature)].rule, node.high >= 1,
        Int(node.high) <= thresholds.count
      else { return .nan }
      return thresholds[Int(node.high) - 1]
    }
  }
}
