/// A tree as it is walked: one flat array of 16-byte nodes, children side by side, the root first.
///
/// A row goes left at a node when its code `c` for the node's feature passes the test: for a range, `low <= c <= high`
/// (code 0 is missing, so a range that begins at 0 sends missing rows left); for a set, bit `c` of a 256-bit mask.
public struct Tree: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    /// The index of the left child; the right one follows it. 0 for a leaf.
    var left: UInt32 = 0
    /// P(churned) among the in-bag rows, times `Tree.scale`.
    var value: UInt32 = 0
    var feature: UInt16 = 0
    var low: UInt8 = 0
    var high: UInt8 = 0
    /// The set's index in `sets`, or `Node.range`.
    var set: UInt32 = Node.range

    static let range = UInt32.max

    var isLeaf: Bool { left == 0 }
  }

  /// Values are multiples of 1 / 2^31: sums over trees are integers and do not depend on the order of adding.
  public static let scale = Double(1 << 31)

  var nodes: [Node]
  var sets: [SIMD4<UInt64>]

  /// The value at the leaf a row comes to.
  /// - Parameter start: where the row's codes begin.
  @inline(__always)
  func value(_ codes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    var node = nodes[0]
    while !node.isLeaf {
      node = nodes[Int(node.left) + (goesLeft(node, codes[start + Int(node.feature)]) ? 0 : 1)]
    }
    return node.value
  }

  @inline(__always)
  func goesLeft(_ node: Node, _ code: UInt8) -> Bool {
    if node.set == Node.range { return code &- node.low <= node.high &- node.low }
    return sets[Int(node.set)].contains(code: code)
  }
}

extension SIMD4<UInt64> {
  @inline(__always)
  func contains(code: UInt8) -> Bool { self[Int(code >> 6)] >> UInt64(code & 63) & 1 == 1 }

  @inline(__always)
  mutating func insert(code: UInt8) { self[Int(code >> 6)] |= 1 << UInt64(code & 63) }
}

/// A tree fresh from growing: what is walked, and what limits look at, node by node.
struct GrownTree: Sendable {
  struct Facts: Sendable, Equatable {
    var depth: Int32
    /// Distinct in-bag rows.
    var samples: Int32
    /// Weighted impurity decrease of the node's split as a share of the tree's weight; 0 for a leaf.
    var decrease: Double
    /// R(t) of cost-complexity pruning: impurity times weight as a share of the tree's weight, in units of
    /// 1 / `CostComplexity.scale`, so that sums over leaves are exact.
    var risk: Int64
  }

  var tree: Tree
  var facts: [Facts]
}
