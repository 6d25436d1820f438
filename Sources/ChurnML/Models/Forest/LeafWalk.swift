/// Finds the leaves that rows come to.
enum LeafWalk {
  /// Rows that are walked in step: each waits for its next node to come from memory, and while one waits the others go on.
  private static let inStep = 16

  /// The index of the leaf of each row.
  static func leaves(of matrix: BinnedMatrix, in tree: Tree) -> [UInt32] {
    var leaves = [UInt32](repeating: 0, count: matrix.rows)
    guard tree.nodes.count > 1 else { return leaves }
    matrix.codes.withUnsafeBufferPointer { codes in
      tree.nodes.withUnsafeBufferPointer { nodes in
        leaves.withUnsafeMutableBufferPointer { leaves in
          for start in stride(from: 0, to: matrix.rows, by: inStep) {
            let places = UnsafeMutableBufferPointer(rebasing: leaves[start..<min(matrix.rows, start + inStep)])
            let first = start * matrix.features
            if tree.sets.isEmpty {
              while step(places, codes, first, matrix.features, nodes, nil) {}
            } else {
              while step(places, codes, first, matrix.features, nodes, tree.sets) {}
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
    _ places: UnsafeMutableBufferPointer<UInt32>, _ codes: UnsafeBufferPointer<UInt8>, _ first: Int, _ features: Int,
    _ nodes: UnsafeBufferPointer<Tree.Node>, _ sets: [SIMD4<UInt64>]?
  ) -> Bool {
    var moving: UInt32 = 0
    var row = first
    for index in places.indices {
      let place = places[index]
      let node = nodes[Int(place)]
      let code = codes[row &+ Int(node.feature)]
      let child = sets.map { nodes.child(of: node, code, $0) } ?? node.left &+ node.side(code)
      places[index] = node.isLeaf ? place : child
      moving |= node.left
      row &+= features
    }
    return moving != 0
  }
}
