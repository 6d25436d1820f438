/// Reads off a grown tree what the same tree would be under tighter limits.
///
/// Because a node's split depends on nothing but where the node is, the tree under tighter limits is this one cut at some
/// of its nodes. So a set of limits becomes a table: for each node, the value at the node where a row that comes here stops.
/// Cost: one pass over the nodes for each set of limits, and a row's score under it is one look-up at the row's leaf.
struct TreeCutter {
  /// No `max_leaf_nodes` that will be asked for is larger.
  private let mostLeaves: Int
  private var grown = GrownTree(tree: Tree(nodes: [], sets: []), facts: [])
  /// The value of a row that comes to the node, under the limits last given to `cut`.
  private(set) var values: [UInt32] = []
  /// How many nodes the tree has under them.
  private(set) var nodes = 1
  /// Whether the node is split under the limits last given.
  private var isSplit: [Bool] = []
  /// Whether a row comes to the node under them.
  private var isReached: [Bool] = []
  /// The nodes that the grown tree splits: all loops are over them, since one in two of a tree's nodes is none of them and
  /// asking would be mispredicted.
  private var inner: [UInt32] = []
  /// The limits that close nodes, as last given, what they leave open, and in which order best-first growth would split it.
  private var closing: TreeLimits?
  private var isOpen: [Bool] = []
  private var rank: [Int32] = []
  private var cost: [Int64] = []

  /// - Parameter limits: all that will be asked for.
  init(for limits: [TreeLimits]) { mostLeaves = limits.compactMap(\.maxLeafNodes).max() ?? 0 }

  /// Turns to another tree.
  mutating func take(_ grown: GrownTree) {
    self.grown = grown
    closing = nil
    let count = grown.tree.nodes.count
    if values.count < count {
      values = [UInt32](repeating: 0, count: count)
      isSplit = [Bool](repeating: false, count: count)
      isOpen = isSplit
      isReached = isSplit
      rank = [Int32](repeating: 0, count: mostLeaves > 0 ? count : 0)
      cost = [Int64](repeating: 0, count: count)
    }
    listInner()
    for place in 0..<count { (isOpen[place], isSplit[place]) = (false, false) }
  }

  private mutating func listInner() {
    let nodes = grown.tree.nodes
    inner = [UInt32](most: nodes.count) { list in
      var count = 0
      for index in nodes.indices {
        list[count] = UInt32(truncatingIfNeeded: index)
        count &+= nodes[index].isLeaf ? 0 : 1
      }
      return count
    }
  }

  /// Fills `values` for `limits`. Limits that close the same nodes are best given one after the other.
  mutating func cut(_ limits: TreeLimits) {
    let leavesOpen = Openness(limits)
    if limits.maxLeafNodes == nil, limits.ccpAlpha == 0 {
      let facts = grown.facts
      facts.withView { facts in passValuesDown { index, _ in leavesOpen(facts[index]) } }
      return
    }
    var own = limits
    own.maxLeafNodes = nil
    own.ccpAlpha = 0
    if closing != own {
      closing = own
      closeNodes(leavesOpen)
      if mostLeaves > 0 { BestFirst(grown, isOpen: isOpen).rank(into: &rank, leaves: mostLeaves) }
    }
    keepBest(leaves: limits.maxLeafNodes)
    if limits.ccpAlpha > 0 { prune(alpha: CostComplexity.fixed(limits.ccpAlpha)) }
    passValuesDown { _, isSplit in isSplit }
  }

  private mutating func closeNodes(_ leavesOpen: Openness) {
    let facts = grown.facts
    for index in inner { isOpen[Int(index)] = leavesOpen(facts[Int(index)]) }
  }

  /// Closes all open nodes but those that best-first growth to `leaves` leaves would split.
  private mutating func keepBest(leaves: Int?) {
    let last = Int32(clamping: (leaves ?? 1) - 1)
    isSplit.withRoom { isSplit in
      if leaves == nil {
        isOpen.withView { for index in inner { isSplit[Int(index)] = $0[Int(index)] } }
      } else {
        rank.withView { for index in inner { isSplit[Int(index)] = $0[Int(index)] < last } }
      }
    }
  }

  /// The smallest tree of least R(T) + alpha leaves(T), from the leaves up; weakest-link pruning ends there (Breiman et
  /// al. 1984, theorem 3.10).
  private mutating func prune(alpha: Int64) {
    let (nodes, facts) = (grown.tree.nodes, grown.facts)
    nodes.withView { nodes in
      facts.withView { facts in
        cost.withRoom { cost in
          isSplit.withRoom { isSplit in
            for index in (0..<nodes.count).reversed() {
              let own = facts[index].risk + alpha
              cost[index] = own
              guard isSplit[index] else { continue }
              let left = Int(nodes[index].left)
              let branch = cost[left] + cost[left + 1]
              isSplit[index] = branch < own
              cost[index] = min(branch, own)
            }
          }
        }
      }
    }
  }

  /// Parents stand before their children.
  /// - Parameter isOpen: whether a node is split if a row comes to it, told its index and what `isSplit` says as yet.
  @inline(__always)
  private mutating func passValuesDown(_ isOpen: (Int, Bool) -> Bool) {
    var split = 0
    grown.tree.nodes.withView { nodes in
      values.withRoom { values in
        isSplit.withRoom { isSplit in
          isReached.withRoom { isReached in
            values[0] = nodes[0].value
            isReached[0] = true
            for index in inner.lazy.map({ Int($0) }) {
              let left = Int(nodes[index].left)
              // No `&&`, which would be a branch.
              let splits = (isReached[index] ? 1 : 0) & (isOpen(index, isSplit[index]) ? 1 : 0) == 1
              isSplit[index] = splits
              split &+= splits ? 1 : 0
              (isReached[left], isReached[left + 1]) = (splits, splits)
              values[left] = splits ? nodes[left].value : values[index]
              values[left + 1] = splits ? nodes[left + 1].value : values[index]
            }
          }
        }
      }
    }
    nodes = 1 + 2 * split
  }
}

/// Whether those of the limits that close single nodes leave one open.
private struct Openness {
  private let maxDepth: Int32
  private let minSamples: Int32
  private let limits: TreeLimits

  init(_ limits: TreeLimits) {
    self.limits = limits
    maxDepth = limits.maxDepth.map { Int32(clamping: $0) } ?? .max
    minSamples = Int32(clamping: limits.minSamplesSplit)
  }

  @inline(__always)
  func callAsFunction(_ node: GrownTree.Facts) -> Bool {
    // Numbers, since `&&` would be branches.
    let (shallow, large) = (node.depth < maxDepth ? 1 : 0, node.samples >= minSamples ? 1 : 0)
    return shallow & large & (limits.closes(decrease: node.decrease) ? 0 : 1) == 1
  }
}
