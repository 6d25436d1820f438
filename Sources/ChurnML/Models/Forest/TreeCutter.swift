/// Reads off a grown tree what the same tree would be under tighter limits.
///
/// Because a node's split depends on nothing but where the node is, the tree under tighter limits is this one cut at some
/// of its nodes. So a set of limits becomes a table: for each node, the value at the node where a row that comes here stops.
/// Cost: one pass over the nodes for each set of limits, and a row's score under it is one look-up at the row's leaf.
struct TreeCutter {
  private var grown = GrownTree(tree: Tree(nodes: [], sets: []), facts: [])
  /// The value of a row that comes to the node, under the limits last given to `cut`.
  private(set) var values: [UInt32] = []
  /// Whether the node is split under the limits last given.
  private var isSplit: [Bool] = []
  private var expansion: Expansion?

  /// Turns to another tree.
  mutating func take(_ grown: GrownTree) {
    self.grown = grown
    expansion = nil
    let count = grown.tree.nodes.count
    if values.count < count {
      values = [UInt32](repeating: 0, count: count)
      isSplit = [Bool](repeating: false, count: count)
    }
  }

  /// Fills `values` for `limits`.
  mutating func cut(_ limits: TreeLimits) {
    closeNodes(limits)
    if let leaves = limits.maxLeafNodes { keepBest(leaves: leaves, limits) }
    if limits.ccpAlpha > 0 { prune(alpha: CostComplexity.fixed(limits.ccpAlpha)) }
    passValuesDown()
  }

  private mutating func closeNodes(_ limits: TreeLimits) {
    let maxDepth = limits.maxDepth.map { Int32(clamping: $0) } ?? .max
    let minSamples = Int32(clamping: limits.minSamplesSplit)
    grown.facts.withUnsafeBufferPointer { facts in
      isSplit.withUnsafeMutableBufferPointer { isSplit in
        for index in facts.indices {
          let node = facts[index]
          isSplit[index] =
            node.isSplit && node.depth < maxDepth && node.samples >= minSamples
            && !limits.closes(decrease: node.decrease)
        }
      }
    }
  }

  /// Closes all nodes but those that best-first growth to `leaves` leaves would split.
  private mutating func keepBest(leaves: Int, _ limits: TreeLimits) {
    var closing = limits
    closing.maxLeafNodes = nil
    closing.ccpAlpha = 0
    if expansion?.limits != closing { expansion = Expansion(grown, isSplit: isSplit, limits: closing) }
    guard let rank = expansion?.rank else { return }
    for index in rank.indices { isSplit[index] = rank[index] < leaves - 1 }
  }

  /// The smallest tree of least R(T) + alpha leaves(T), from the leaves up; weakest-link pruning ends there (Breiman et
  /// al. 1984, theorem 3.10).
  private mutating func prune(alpha: Int64) {
    let nodes = grown.tree.nodes
    var cost = [Int64](repeating: 0, count: nodes.count)
    for index in nodes.indices.reversed() {
      let own = grown.facts[index].risk + alpha
      guard isSplit[index] else {
        cost[index] = own
        continue
      }
      let left = Int(nodes[index].left)
      let branch = cost[left] + cost[left + 1]
      isSplit[index] = branch < own
      cost[index] = min(branch, own)
    }
  }

  /// Parents stand before their children; `isSplit` of a node below a closed one is cleared on the way.
  private mutating func passValuesDown() {
    grown.tree.nodes.withUnsafeBufferPointer { nodes in
      values.withUnsafeMutableBufferPointer { values in
        isSplit.withUnsafeMutableBufferPointer { isSplit in
          values[0] = nodes[0].value
          for index in nodes.indices {
            let left = Int(nodes[index].left)
            if left == 0 { continue }
            let splits = isSplit[index]
            values[left] = splits ? nodes[left].value : values[index]
            values[left + 1] = splits ? nodes[left + 1].value : values[index]
            isSplit[left] = isSplit[left] && splits
            isSplit[left + 1] = isSplit[left + 1] && splits
          }
        }
      }
    }
  }
}

/// The order in which best-first growth splits nodes: the largest impurity decrease first, equal ones by path. Growth to fewer leaves
/// is a prefix of it, so one order serves every `max_leaf_nodes`.
private struct Expansion {
  let limits: TreeLimits
  /// When each node is split, counted from 0; `Int.max` for never.
  let rank: [Int]

  init(_ grown: GrownTree, isSplit: [Bool], limits: TreeLimits) {
    self.limits = limits
    var rank = [Int](repeating: .max, count: grown.tree.nodes.count)
    let place = Self.preorder(grown.tree)
    var heap = Heap<Candidate>()
    func offer(_ index: Int) {
      guard isSplit[index] else { return }
      heap.insert(Candidate(decrease: grown.facts[index].decrease, place: place[index], node: index))
    }
    offer(0)
    var splits = 0
    while let next = heap.popMax() {
      rank[next.node] = splits
      splits += 1
      let left = Int(grown.tree.nodes[next.node].left)
      offer(left)
      offer(left + 1)
    }
    self.rank = rank
  }

  private struct Candidate: Comparable {
    let decrease: Double
    let place: Int32
    let node: Int

    static func < (a: Self, b: Self) -> Bool {
      a.decrease != b.decrease ? a.decrease < b.decrease : a.place > b.place
    }
  }

  /// The place of every node in depth-first order, left first: the order of paths.
  private static func preorder(_ tree: Tree) -> [Int32] {
    var place = [Int32](repeating: 0, count: tree.nodes.count)
    var next: Int32 = 0
    var stack = [0]
    while let index = stack.popLast() {
      place[index] = next
      next += 1
      let node = tree.nodes[index]
      if !node.isLeaf { stack += [Int(node.left) + 1, Int(node.left)] }
    }
    return place
  }
}
