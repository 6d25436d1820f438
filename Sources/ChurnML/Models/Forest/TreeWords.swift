/// A tree as words, and back: how many nodes and sets it has, the nodes, two words each, the sets, four words each, and the
/// nodes' covers.
extension Tree {
  func append(to words: inout [UInt64]) {
    words += [UInt64(nodes.count), UInt64(sets.count)]
    for node in nodes {
      words.append(UInt64(node.left) | UInt64(node.value) << 32)
      words.append(
        UInt64(node.feature) | UInt64(node.low) << 16 | UInt64(node.high) << 24 | UInt64(node.bits) << 32)
    }
    for set in sets { for place in 0..<4 { words.append(set[place]) } }
    words += covers.map(\.bitPattern)
  }

  /// - Parameter largestValue: that a node may have.
  init(words: inout WordReader, features: Int, largestValue: UInt32) throws(Damage) {
    let nodeCount = try words.next()
    let setCount = try words.next()
    let room = UInt64(words.remaining)
    guard nodeCount <= room / 3, setCount <= (room - 3 * nodeCount) / 4 else { throw Damage("it ends too early") }
    guard nodeCount > 0 else { throw Damage("a tree has no root") }
    var nodes: [Node] = []
    nodes.reserveCapacity(Int(nodeCount))
    for index in 0..<nodeCount {
      let node = Node(try words.next(), try words.next())
      guard node.value <= largestValue, node.isSound(at: index, nodes: nodeCount, sets: setCount, features: features)
      else {
        throw Damage("a node of a tree leads nowhere")
      }
      nodes.append(node)
    }
    var sets: [SIMD4<UInt64>] = []
    sets.reserveCapacity(Int(setCount))
    for _ in 0..<setCount { sets.append(SIMD4(try words.next(), try words.next(), try words.next(), try words.next())) }
    self.init(nodes: nodes, sets: sets, covers: try Self.covers(&words, count: Int(nodeCount)))
  }

  private static func covers(_ words: inout WordReader, count: Int) throws(Damage) -> [Double] {
    var covers: [Double] = []
    covers.reserveCapacity(count)
    for _ in 0..<count {
      let cover = try words.nextNumber()
      guard cover > 0, cover <= largestCover else { throw Damage("a node of a tree has no rows") }
      covers.append(cover)
    }
    return covers
  }

  /// Shares of sums of two are finite and positive.
  private static let largestCover = 0x1p60
}

extension Tree.Node {
  @inline(__always)
  fileprivate init(_ first: UInt64, _ second: UInt64) {
    left = UInt32(truncatingIfNeeded: first)
    value = UInt32(truncatingIfNeeded: first >> 32)
    feature = UInt16(truncatingIfNeeded: second)
    low = UInt8(truncatingIfNeeded: second >> 16)
    high = UInt8(truncatingIfNeeded: second >> 24)
    bits = UInt32(truncatingIfNeeded: second >> 32)
  }

  /// Children stand behind their parent, so every walk ends. A leaf must be as good as any node, since walks in step look
  /// at its test too.
  @inline(__always)
  fileprivate func isSound(at index: UInt64, nodes: UInt64, sets: UInt64, features: Int) -> Bool {
    guard Int(feature) < features || isLeaf && feature == 0 else { return false }
    guard isLarge ? UInt64(bits) < sets : bits == .max || (low, high) == (0, .max) else { return false }
    return isLeaf || UInt64(left) > index && UInt64(left) + 1 < nodes
  }
}
