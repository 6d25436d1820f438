/// Finds the leaves that rows come to.
enum LeafWalk {
  /// Rows, or trees, that are walked in step: each waits for its next node to come from memory, and while one waits the
  /// others go on.
  private static let inStep = 16

  /// The index of the leaf of each row.
  static func leaves(of matrix: BinnedMatrix, in tree: Tree) -> [UInt32] {
    var leaves = [UInt32](repeating: 0, count: matrix.rows)
    walk(matrix, rows: 0..<matrix.rows, in: tree, to: &leaves)
    return leaves
  }

  /// Writes the index of the leaf of each of `rows`.
  static func walk(_ matrix: BinnedMatrix, rows: Range<Int>, in tree: Tree, to leaves: inout [UInt32]) {
    precondition(leaves.count == rows.count)
    matrix.codes.withUnsafeBufferPointer { codes in
      tree.nodes.withUnsafeBufferPointer { nodes in
        leaves.withUnsafeMutableBufferPointer { leaves in
          leaves.update(repeating: 0)
          guard nodes.count > 1 else { return }
          for start in stride(from: 0, to: rows.count, by: inStep) {
            let places = UnsafeMutableBufferPointer(rebasing: leaves[start..<min(rows.count, start + inStep)])
            let first = (rows.lowerBound + start) * matrix.features
            if tree.sets.isEmpty {
              while step(places, codes, first, matrix.features, nodes, nil) {}
            } else {
              while step(places, codes, first, matrix.features, nodes, tree.sets) {}
            }
          }
        }
      }
    }
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

  /// The sum over trees of the value at the leaf of one row.
  static func sum(of matrix: BinnedMatrix, row: Int, in trees: [Tree]) -> UInt64 {
    let start = row * matrix.features
    var sum: UInt64 = 0
    return matrix.codes.withUnsafeBufferPointer { codes in
      withUnsafeTemporaryAllocation(of: Walker.self, capacity: inStep) { walkers in
        for first in stride(from: 0, to: trees.count, by: inStep) {
          let count = min(inStep, trees.count - first)
          for index in 0..<count { walkers.initializeElement(at: index, to: Walker(trees[first + index])) }
          var moving: UInt32 = 1
          while moving != 0 {
            moving = 0
            for index in 0..<count {
              let node = walkers[index].node
              let code = codes[start &+ Int(node.feature)]
              if !node.isLarge {
                walkers[index].place = node.isLeaf ? walkers[index].place : node.left &+ node.side(code)
              } else if !node.isLeaf {
                let set = trees[first &+ index].sets[Int(node.bits)]
                walkers[index].place = node.left &+ (set.contains(code: code) ? 0 : 1)
              }
              moving |= node.left
            }
          }
          for index in 0..<count { sum &+= UInt64(walkers[index].node.value) }
        }
        return sum
      }
    }
  }

  /// A row's place in a tree. The tree outlives it and is not changed, so its nodes stay where they are.
  private struct Walker {
    private let nodes: UnsafePointer<Tree.Node>
    var place: UInt32 = 0

    init(_ tree: Tree) {
      // A tree has a root.
      nodes = tree.nodes.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
    }

    @inline(__always)
    var node: Tree.Node { nodes[Int(place)] }
  }
}
