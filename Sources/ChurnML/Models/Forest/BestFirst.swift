/// The order in which best-first growth splits the open nodes of a grown tree: the largest impurity decrease first, equal ones by path.
/// Growth to fewer leaves is a prefix of it, so one order serves every `max_leaf_nodes`.
struct BestFirst {
  private let grown: GrownTree
  private let isOpen: [Bool]

  /// - Parameter isOpen: by node; may be longer than the tree.
  init(_ grown: GrownTree, isOpen: [Bool]) {
    self.grown = grown
    self.isOpen = isOpen
  }

  /// Writes when each node is split, counted from 0; `Int32.max` for nodes that growth to `leaves` leaves does not split.
  func rank(into rank: inout [Int32], leaves: Int) {
    for index in rank.indices { rank[index] = .max }
    var heap = Heap<Candidate>()
    func offer(_ index: Int) {
      if isOpen[index] { heap.insert(Candidate(decrease: grown.facts[index].decrease, node: index, grown: grown)) }
    }
    offer(0)
    var splits: Int32 = 0
    while Int(splits) < leaves - 1, let next = heap.popMax() {
      rank[next.node] = splits
      splits += 1
      let left = Int(grown.tree.nodes[next.node].left)
      offer(left)
      offer(left + 1)
    }
  }
}

private struct Candidate: Comparable {
  let decrease: Double
  /// Depth-first growth makes children in the order of paths, so the node whose children stand first is first by path.
  let place: UInt32
  let node: Int

  init(decrease: Double, node: Int, grown: GrownTree) {
    self.decrease = decrease
    self.node = node
    place = grown.tree.nodes[node].left
  }

  static func < (a: Self, b: Self) -> Bool {
    a.decrease != b.decrease ? a.decrease < b.decrease : a.place > b.place
  }
}
