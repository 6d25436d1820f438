/// The trees of a forest laid out for walking: all in one array, in nodes of 8 bytes.
struct ForestLayout: Sendable, Equatable {
  struct Node: Sendable, Equatable {
    /// The left child, which the right one follows; a leaf's own place, so that a row that has come to it stays.
    let left: UInt32
    /// Which answer of a row is looked at (`RowAnswers`); `large` if that takes more.
    let question: UInt16
    /// A row goes left when its answer is at most that.
    let most: UInt8

    static let large = UInt16.max
  }

  /// A tree: the place of its root, how deep its leaves are in the mean, rounded down, and how deep the deepest is.
  struct Root: Sendable, Equatable {
    let place: UInt32
    let meanDepth: Int
    let depth: Int
  }

  /// A test that has no question of its own: the one for the feature's code, and the codes that go left.
  struct LargeSet: Sendable, Equatable {
    let question: Int
    let codes: SIMD4<UInt64>
  }

  let answers: RowAnswers
  let nodes: [Node]
  /// Of a leaf, its value (`Tree.Node.value`); of a node with a large set, the place of that.
  let values: [UInt32]
  let roots: [Root]
  let largeSets: [LargeSet]

  init(bins: [FeatureBins], trees: [Tree]) {
    // Rows may have categories that no analysis row had: one code more.
    var layout = Unfinished(questions: QuestionNumbers(codes: bins.map { $0.isCategorical ? $0.cells + 1 : $0.cells }))
    let count = trees.reduce(0) { $0 + $1.nodes.count }
    precondition(count <= Int(UInt32.max))
    layout.nodes.reserveCapacity(count)
    layout.values.reserveCapacity(count)
    for tree in trees { layout.add(tree) }
    (answers, nodes, values) = (layout.questions.answers, layout.nodes, layout.values)
    (roots, largeSets) = (layout.roots, layout.largeSets)
  }
}

/// A layout while trees are added to it.
private struct Unfinished {
  var questions: QuestionNumbers
  var nodes: [ForestLayout.Node] = []
  var values: [UInt32] = []
  var roots: [ForestLayout.Root] = []
  var largeSets: [ForestLayout.LargeSet] = []

  mutating func add(_ tree: Tree) {
    let root = UInt32(nodes.count)
    var depths = [Int32](repeating: 0, count: tree.nodes.count)
    var depthOf = depths.mutableSpan
    var (sum, leaves, most) = (0, 0, 0)
    for (index, node) in tree.nodes.enumerated() {
      let depth = depthOf[index]
      values.append(node.value)
      if node.isLeaf {
        nodes.append(ForestLayout.Node(left: root + UInt32(index), question: 0, most: .max))
        sum += Int(depth)
        leaves += 1
        most = max(most, Int(depth))
      } else {
        nodes.append(inner(node, tree, root))
        depthOf[Int(node.left)] = depth + 1
        depthOf[Int(node.left) + 1] = depth + 1
      }
    }
    roots.append(ForestLayout.Root(place: root, meanDepth: sum / leaves, depth: most))
  }

  @inline(__always)
  private mutating func inner(_ node: Tree.Node, _ tree: Tree, _ root: UInt32) -> ForestLayout.Node {
    let (left, feature) = (root + node.left, Int(node.feature))
    if node.asksForSet {
      if let question = questions.ofSet(tree.set(of: node), feature: feature) {
        return ForestLayout.Node(left: left, question: question, most: 0)
      }
    } else if node.low <= 1, let question = questions.ofCode(feature: feature, less: node.low) {
      return ForestLayout.Node(left: left, question: question, most: node.high - node.low)
    }
    values[values.count - 1] = UInt32(largeSets.count)
    largeSets.append(
      ForestLayout.LargeSet(question: QuestionNumbers.ofCode(feature: feature), codes: tree.set(of: node)))
    return ForestLayout.Node(left: left, question: ForestLayout.Node.large, most: 0)
  }
}

extension Tree.Node {
  /// Whether the node asks for a set of codes, not for a range.
  @inline(__always)
  fileprivate var asksForSet: Bool { isLarge || bits != .max }
}

extension Tree {
  /// The codes that go left at a node.
  @inline(__always)
  fileprivate func set(of node: Node) -> SIMD4<UInt64> {
    if node.isLarge { return sets[Int(node.bits)] }
    if node.asksForSet { return SIMD4(repeating: UInt64(node.bits) << 32 | UInt64(node.bits)) }
    return SplitTest.range(low: node.low, high: node.high).codes
  }
}
