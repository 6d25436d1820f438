/// The nodes of a tree while it grows, in memory of a `GrowingSpace`: arrays would be asked at every write whether they are shared.
///
/// Invariant: of each of the three buffers the first `count` places are initialised.
struct GrowingTree: ~Copyable {
  private let nodes: UnsafeMutablePointer<Tree.Node>
  private let facts: UnsafeMutablePointer<GrownTree.Facts>
  private let covers: UnsafeMutablePointer<Double>
  private let capacity: Int
  private var sets: [SIMD4<UInt64>] = []
  private(set) var count = 0

  /// - Parameter capacity: no more nodes than that will be added.
  init(capacity: Int, in space: GrowingSpace) {
    self.capacity = capacity
    nodes = space.take(Tree.Node.self, capacity)
    facts = space.take(GrownTree.Facts.self, capacity)
    covers = space.take(Double.self, capacity)
  }

  /// Adds a leaf.
  @inline(__always)
  mutating func add(value: UInt32, cover: Double, _ facts: GrownTree.Facts) {
    assert(count < capacity)
    (nodes + count).initialize(to: Tree.Node(value: value))
    (covers + count).initialize(to: cover)
    (self.facts + count).initialize(to: facts)
    count &+= 1
  }

  /// Makes a leaf ask `test` of `feature`; its children are the next two nodes to be added.
  /// - Parameter codes: how many codes the feature can have.
  /// - Returns: the node.
  @inline(__always)
  mutating func split(_ index: Int, by test: SplitTest, feature: Int, codes: Int) -> Tree.Node {
    assert(index < count)
    facts[index].isSplit = true
    nodes[index].left = UInt32(count)
    nodes[index].setTest(test, feature: feature, codes: codes, sets: &sets)
    return nodes[index]
  }

  func decrease(_ index: Int) -> Double { facts[index].decrease }

  /// The index of a split node's left child.
  func left(_ index: Int) -> Int { Int(nodes[index].left) }

  func grown() -> GrownTree {
    GrownTree(
      tree: Tree(
        nodes: Array(UnsafeBufferPointer(start: nodes, count: count)), sets: sets,
        covers: Array(UnsafeBufferPointer(start: covers, count: count))),
      facts: Array(UnsafeBufferPointer(start: facts, count: count)))
  }
}
