/// A tree as it is walked: one flat array of 16-byte nodes, children side by side, the root first.
public struct Tree: Sendable, Equatable {
  /// A row goes left when its code `c` for the node's feature lies in `low...high` and bit `c & 31` of `bits` is set. That
  /// is one test without a branch for both kinds of feature: a range of a numeric one has all bits set (code 0 is missing,
  /// so a range from 0 on takes missing rows along), and a set of up to 32 codes has the full range. Larger sets are the
  /// exception: `low > high`, and `bits` is the set's index in `Tree.sets`.
  public struct Node: Sendable, Equatable, BitwiseCopyable {
    /// The index of the left child; the right one follows it. 0 for a leaf.
    var left: UInt32 = 0
    /// P(churned) among the in-bag rows, times `Tree.scale`.
    var value: UInt32 = 0
    var bits: UInt32 = .max
    var feature: UInt16 = 0
    var low: UInt8 = 0
    var high: UInt8 = 0

    /// Codes that a set can hold without `Tree.sets`.
    static let codesOfBits = 32

    @inline(__always)
    var isLeaf: Bool { left == 0 }

    /// Whether the set is in `Tree.sets`.
    @inline(__always)
    var isLarge: Bool { low > high }

    /// The test of a node that is not large: 0 to go left, 1 to go right. Arithmetic, since a branch would be mispredicted every
    /// other time.
    @inline(__always)
    func side(_ code: UInt8) -> UInt32 {
      let outside = (UInt32(high &- low) &- UInt32(code &- low)) &>> 31
      return outside | (~(bits &>> UInt32(code)) & 1)
    }
  }

  /// Values are multiples of 1 / 2^31: sums over trees are integers and do not depend on the order of adding.
  public static let scale = Double(1 << 31)

  var nodes: [Node]
  var sets: [SIMD4<UInt64>]
  /// The weight of the rows that came to each node as the tree was grown: drawn as often as the bootstrap drew them, and with
  /// their class's weight. Walking does not look at it; explaining does.
  var covers: [Double] = []
}

extension Tree.Node {
  /// Where a row goes from this node, which is no leaf.
  /// - Parameter sets: the tree's.
  @inline(__always)
  func child(_ code: UInt8, _ sets: [SIMD4<UInt64>]) -> UInt32 {
    if isLarge { return left &+ (sets[Int(bits)].contains(code: code) ? 0 : 1) }
    return left &+ side(code)
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
    /// Whether the grown tree splits the node.
    var isSplit = false
    var depth: Int32
    /// Distinct in-bag rows.
    var samples: Int32
    /// Weighted impurity decrease of the node's split as a share of the tree's weight; 0 for a leaf.
    var decrease: Double
    /// Impurity times weight as a share of the tree's weight.
    var impurity: Double

    /// R(t) of cost-complexity pruning: the impurity in units of 1 / `CostComplexity.scale`, so that sums over leaves are exact.
    var risk: Int64 { CostComplexity.fixed(impurity) }
  }

  var tree: Tree
  var facts: [Facts]
}
