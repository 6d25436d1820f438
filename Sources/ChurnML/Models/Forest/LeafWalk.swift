/// Finds the leaves that rows come to.
enum LeafWalk {
  /// Rows that are walked in step: each waits for its next node to come from memory, and while one waits the others go on.
  private static let inStep = 16

  /// The index of the leaf of each of `rows` of a matrix; nil for all.
  static func leaves(of matrix: BinnedMatrix, rows: [UInt32]?, in tree: Tree) -> [UInt32] {
    let features = matrix.features
    guard let rows else { return leaves(of: matrix, count: matrix.rows, in: tree) { $0 &* features } }
    return leaves(of: matrix, count: rows.count, in: tree) { Int(rows[$0]) &* features }
  }

  /// - Parameter start: where the codes of a row begin.
  @inline(__always)
  private static func leaves(of matrix: BinnedMatrix, count: Int, in tree: Tree, start: (Int) -> Int) -> [UInt32] {
    var leaves = [UInt32](repeating: 0, count: count)
    guard tree.nodes.count > 1 else { return leaves }
    matrix.codes.withView { codes in
      tree.nodes.withView { nodes in
        leaves.withRoom { leaves in
          for first in stride(from: 0, to: count, by: inStep) {
            let range = first..<min(count, first + inStep)
            if tree.sets.isEmpty {
              while step(range, leaves, codes, nodes, nil, start) {}
            } else {
              while step(range, leaves, codes, nodes, tree.sets, start) {}
            }
          }
        }
      }
    }
    return leaves
  }

  /// Moves each row that is at no leaf one node down; false when all are at leaves.
  /// - Parameter sets: nil for a tree without large sets.
  @inline(__always)
  private static func step(
    _ rows: Range<Int>, _ places: Room<UInt32>, _ codes: View<UInt8>, _ nodes: View<Tree.Node>,
    _ sets: [SIMD4<UInt64>]?, _ start: (Int) -> Int
  ) -> Bool {
    var moving: UInt32 = 0
    for row in rows {
      let place = places[row]
      let node = nodes[Int(place)]
      let code = codes[start(row) &+ Int(node.feature)]
      let child = sets.map { node.child(code, $0) } ?? node.left &+ node.side(code)
      places[row] = node.isLeaf ? place : child
      moving |= node.left
    }
    return moving != 0
  }
}
