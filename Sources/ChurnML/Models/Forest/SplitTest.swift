/// What a split asks of a row's code, as `Tree.Node` holds it; the rows that pass go left.
struct SplitTest: Sendable, BitwiseCopyable {
  let low: UInt8
  let high: UInt8
  let bits: UInt32
  /// Of a set that `bits` cannot hold.
  let largeSet: SIMD4<UInt64>

  @inline(__always)
  static func range(low: UInt8, high: UInt8) -> SplitTest {
    SplitTest(low: low, high: high, bits: .max, largeSet: .zero)
  }

  /// A set of a feature of at most `Tree.Node.codesOfBits` codes, missing and unseen among them.
  @inline(__always)
  static func set(bits: UInt32) -> SplitTest { SplitTest(low: 0, high: .max, bits: bits, largeSet: .zero) }

  /// - Parameter codes: how many codes the feature can have, missing and unseen among them.
  @inline(__always)
  static func set(_ set: SIMD4<UInt64>, codes: Int) -> SplitTest {
    codes <= Tree.Node.codesOfBits
      ? .set(bits: UInt32(truncatingIfNeeded: set[0])) : SplitTest(low: 1, high: 0, bits: 0, largeSet: set)
  }

  /// Whether the set is in `largeSet`.
  @inline(__always)
  var isLarge: Bool { low > high }

  /// The codes that go left.
  var codes: SIMD4<UInt64> {
    if isLarge { return largeSet }
    if bits != .max { return SIMD4(UInt64(bits), 0, 0, 0) }
    return (low...high).reduce(into: .zero) { $0.insert(code: $1) }
  }
}

extension Tree.Node {
  /// Makes the node ask `test` of `feature`.
  /// - Parameter sets: the tree's; a set that the node cannot hold goes there.
  @inline(__always)
  mutating func setTest(_ test: SplitTest, feature: Int, sets: inout [SIMD4<UInt64>]) {
    self.feature = UInt16(truncatingIfNeeded: feature)
    (low, high, bits) = (test.low, test.high, test.bits)
    if test.isLarge {
      bits = UInt32(sets.count)
      sets.append(test.largeSet)
    }
  }
}

extension Tree {
  /// Makes a node ask `test` of `feature`.
  mutating func setTest(_ test: SplitTest, feature: Int, at index: Int) {
    nodes[index].setTest(test, feature: feature, sets: &sets)
  }

  /// The index of the leaf that a row comes to.
  /// - Parameter start: where the row's codes begin.
  func leaf(_ codes: View<UInt8>, at start: Int) -> Int {
    nodes.withView { nodes in
      var index = 0
      while !nodes[index].isLeaf {
        let node = nodes[index]
        index = Int(node.child(codes[start + Int(node.feature)], sets))
      }
      return index
    }
  }
}
