/// The nodes of a tree while it grows, in memory of its own: arrays would be asked at every write whether they are shared.
///
/// Invariant: of each of the three buffers the first `count` places are initialised.
struct GrowingTree: ~Copyable {
  private var nodes: UnsafeMutablePointer<Tree.Node>
  private var facts: UnsafeMutablePointer<GrownTree.Facts>
  private var covers: UnsafeMutablePointer<Double>
  private var sets: [SIMD4<UInt64>] = []
  private var capacity = 1024
  private(set) var count = 0

  init() {
    nodes = .allocate(capacity: capacity)
    facts = .allocate(capacity: capacity)
    covers = .allocate(capacity: capacity)
  }

  deinit {
    nodes.deallocate()
    facts.deallocate()
    covers.deallocate()
  }

  /// Adds a leaf.
  @inline(__always)
  mutating func add(value: UInt32, cover: Double, _ facts: GrownTree.Facts) {
    if count == capacity { enlarge() }
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

  private mutating func enlarge() {
    Self.enlarge(&nodes, count, to: 2 * capacity)
    Self.enlarge(&facts, count, to: 2 * capacity)
    Self.enlarge(&covers, count, to: 2 * capacity)
    capacity *= 2
  }

  private static func enlarge<Element>(_ buffer: inout UnsafeMutablePointer<Element>, _ count: Int, to capacity: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.moveInitialize(from: buffer, count: count)
    buffer.deallocate()
    buffer = larger
  }
}
