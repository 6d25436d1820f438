extension GrownTree {
  /// Minimal cost-complexity pruning (Breiman, Friedman, Olshen, Stone 1984, section 3.3): while some branch T_t has
  /// (R(t) - R(T_t)) / (leaves(T_t) - 1) at most alpha, the branch for which it is smallest becomes a leaf. As in scikit-learn, alpha 0
  /// prunes nothing.
  func pruned(ccpAlpha: Double) -> GrownTree {
    guard ccpAlpha > 0 else { return self }
    let alpha = Int128(CostComplexity.fixed(ccpAlpha))
    var pruned = self
    while let link = pruned.weakestLink(), Int128(link.gain) <= alpha * Int128(link.leaves - 1) {
      pruned.tree.nodes[link.node].left = 0
    }
    return pruned
  }

  /// The branch with the smallest (R(t) - R(T_t)) / (leaves - 1); of equals the one nearest the root.
  private func weakestLink() -> (node: Int, gain: Int64, leaves: Int)? {
    var risk = facts.map(\.risk)
    var leaves = [Int](repeating: 1, count: facts.count)
    var weakest: (node: Int, gain: Int64, leaves: Int)?
    for node in reachable().reversed() where !tree.nodes[node].isLeaf {
      let left = Int(tree.nodes[node].left)
      risk[node] = risk[left] + risk[left + 1]
      leaves[node] = leaves[left] + leaves[left + 1]
      let gain = facts[node].risk - risk[node]
      if let best = weakest,
        Int128(gain) * Int128(best.leaves - 1) > Int128(best.gain) * Int128(leaves[node] - 1)
      {
        continue
      }
      weakest = (node, gain, leaves[node])
    }
    return weakest
  }

  /// The nodes of the tree as it is now, parents before children.
  private func reachable() -> [Int] {
    var nodes = [0]
    var next = 0
    while next < nodes.count {
      let node = tree.nodes[nodes[next]]
      if !node.isLeaf { nodes += [Int(node.left), Int(node.left) + 1] }
      next += 1
    }
    return nodes
  }
}
