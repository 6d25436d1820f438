/// How many nodes the trees so far have under every set of limits: what the search's rules call the size of a forest.
struct NodeCounts: Sendable {
  private let limits: [TreeLimits]
  private(set) var nodes: [Int]

  init(_ limits: [TreeLimits]) {
    self.limits = limits
    nodes = [Int](repeating: 0, count: limits.count)
  }

  mutating func add(_ trees: ArraySlice<WalkedTree>, jobs: Int) {
    let (limits, trees) = (limits, Array(trees))
    let counts = concurrentMap(count: trees.count, jobs: jobs) { index in
      var cutter = TreeCutter(for: limits)
      cutter.take(trees[index].grown)
      return limits.map { limit in
        cutter.cut(limit)
        return cutter.nodes
      }
    }
    for count in counts {
      for index in limits.indices { nodes[index] += count[index] }
    }
  }
}
