/// Finds the leaf of every row of a matrix.
enum LeafWalk {
  /// Rows that walk in step: each waits for its next node to come from memory, and while one waits the others go on.
  private static let rowsInStep = 16

  /// The index of the leaf of each row.
  static func leaves(of matrix: BinnedMatrix, in tree: Tree) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: matrix.rows) { leaves, count in
      count = matrix.rows
      leaves.initialize(repeating: 0)
      guard tree.nodes.count > 1 else { return }
      matrix.codes.withUnsafeBufferPointer { codes in
        tree.nodes.withUnsafeBufferPointer { nodes in
          for start in stride(from: 0, to: matrix.rows, by: rowsInStep) {
            let rows = start..<min(matrix.rows, start + rowsInStep)
            while step(rows, leaves, codes, matrix.features, nodes, tree.sets) {}
          }
        }
      }
    }
  }

  /// Moves each row that is at no leaf one node down; false when all are at leaves.
  @inline(__always)
  private static func step(
    _ rows: Range<Int>, _ places: UnsafeMutableBufferPointer<UInt32>, _ codes: UnsafeBufferPointer<UInt8>,
    _ features: Int, _ nodes: UnsafeBufferPointer<Tree.Node>, _ sets: [SIMD4<UInt64>]
  ) -> Bool {
    var moving: UInt32 = 0
    for row in rows {
      let place = places[row]
      let node = nodes[Int(place)]
      let child = nodes.child(of: node, codes[row &* features &+ Int(node.feature)], sets)
      places[row] = node.isLeaf ? place : child
      moving |= node.left
    }
    return moving != 0
  }
}
