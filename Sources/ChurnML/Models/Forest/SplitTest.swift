/// What a split asks of a row's code: the rows that pass go left.
enum SplitTest: Sendable {
  case range(low: UInt8, high: UInt8)
  case set(SIMD4<UInt64>)

  /// The codes that go left.
  var codes: SIMD4<UInt64> {
    switch self {
    case .set(let set): set
    case .range(let low, let high): (low...high).reduce(into: .zero) { $0.insert(code: $1) }
    }
  }
}

extension Tree.Node {
  /// Makes the node ask `test` of `feature`.
  /// - Parameters:
  ///   - codes: how many codes the feature can have, missing and unseen among them.
  ///   - sets: the tree's; a set that the node cannot hold goes there.
  @inline(__always)
  mutating func setTest(_ test: SplitTest, feature: Int, codes: Int, sets: inout [SIMD4<UInt64>]) {
    self.feature = UInt16(feature)
    switch test {
    case .range(let low, let high):
      (self.low, self.high) = (low, high)
    case .set(let set) where codes <= Self.codesOfBits:
      (low, high) = (0, .max)
      bits = UInt32(truncatingIfNeeded: set[0])
    case .set(let set):
      (low, high) = (1, 0)
      bits = UInt32(sets.count)
      sets.append(set)
    }
  }
}

extension Tree {
  /// Makes a node ask `test` of `feature`.
  mutating func setTest(_ test: SplitTest, feature: Int, codes: Int, at index: Int) {
    nodes[index].setTest(test, feature: feature, codes: codes, sets: &sets)
  }

  /// The index of the leaf that a row comes to.
  /// - Parameter start: where the row's codes begin.
  func leaf(_ codes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    nodes.withUnsafeBufferPointer { nodes in
      var index = 0
      while !nodes[index].isLeaf {
        let node = nodes[index]
        index = Int(nodes.child(of: node, codes[start + Int(node.feature)], sets))
      }
      return index
    }
  }
}
