/// The nodes of a tree while it grows, in memory of a `GrowingSpace`: arrays would be asked at every write whether they are shared.
struct GrowingTree: ~Copyable {
  private let nodes: Room<Tree.Node>
  private let facts: Room<GrownTree.Facts>
  private let covers: Room<Double>
  private var sets: [SIMD4<UInt64>] = []
  private(set) var count = 0

  /// - Parameter capacity: no more nodes than that will be added.
  init(capacity: Int, in space: GrowingSpace) {
    nodes = space.take(Tree.Node.self, capacity)
    facts = space.take(GrownTree.Facts.self, capacity)
    covers = space.take(Double.self, capacity)
  }

  /// Makes room for so many nodes more, each of which must be `set` before anything else is done with it.
  /// - Returns: the index of the first.
  @inline(__always)
  mutating func add(_ nodes: Int) -> Int {
    defer { count &+= nodes }
    return count
  }

  /// Makes a node a leaf.
  @inline(__always)
  func set(_ index: Int, value: UInt32, cover: Double, _ facts: GrownTree.Facts) {
    assert(index < count)
    nodes[index] = Tree.Node(value: value)
    covers[index] = cover
    self.facts[index] = facts
  }

  /// Makes a leaf ask `test` of `feature`.
  /// - Parameter left: the index of its left child, which the right one follows.
  @inline(__always)
  mutating func split(_ index: Int, by test: SplitTest, of feature: Int, left: Int) {
    assert(index < count)
    facts[index].isSplit = true
    nodes[index].left = UInt32(truncatingIfNeeded: left)
    nodes[index].setTest(test, feature: feature, sets: &sets)
  }

  func decrease(_ index: Int) -> Double { facts[index].decrease }

  /// The index of a split node's left child.
  func left(_ index: Int) -> Int { Int(nodes[index].left) }

  func grown() -> GrownTree {
    GrownTree(
      tree: Tree(nodes: nodes.array(count: count), sets: sets, covers: covers.array(count: count)),
      facts: facts.array(count: count))
  }
}
