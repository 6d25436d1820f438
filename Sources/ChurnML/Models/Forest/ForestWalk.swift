/// Walking one row down all trees of a forest, many trees in step: while one waits for memory the others go on. A row that has
/// come to a leaf stays there until it has in all of them: a branch that is guessed wrong costs more than a few steps on the spot.
///
/// Trees are looked at in place: a copy of each would be counted in and out, by all threads in the same memory, which for a single
/// row costs more than the walking. Pointers into them last as long as the forest, which holds its trees while it is asked.
extension Forest {
  /// As many as a processor keeps waiting for memory at a time.
  private static let inStep = 16

  private struct Place {
    let root: UnsafePointer<Tree.Node>
    var node: UnsafePointer<Tree.Node>
    let tree: Int
  }

  /// The sum over trees of the value at the leaf of one row.
  func sum(_ matrix: BinnedMatrix, row: Int) -> UInt64 {
    matrix.codes.withUnsafeBufferPointer { codes in
      let codes = UnsafeBufferPointer(rebasing: codes[row * matrix.features..<(row + 1) * matrix.features])
      return withUnsafeTemporaryAllocation(of: Place.self, capacity: Self.inStep) { places in
        stride(from: 0, to: trees.count, by: Self.inStep).reduce(0) { sum, first in
          sum &+ self.sum(codes, first..<min(first + Self.inStep, trees.count), places)
        }
      }
    }
  }

  /// Over some trees.
  private func sum(
    _ codes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ places: UnsafeMutableBufferPointer<Place>
  ) -> UInt64 {
    let trees = trees.span
    for (place, tree) in range.enumerated() {
      let root = trees[tree].nodes.withUnsafeBufferPointer { $0.baseAddress! }
      places.initializeElement(at: place, to: Place(root: root, node: root, tree: tree))
    }
    var moving: UInt32
    repeat {
      moving = 0
      for place in 0..<range.count { moving |= step(&places[place], codes) }
    } while moving != 0
    return (0..<range.count).reduce(0) { $0 &+ UInt64(places[$1].node.pointee.value) }
  }

  /// From a node to the child that the row goes to; a leaf is not left.
  /// - Returns: 0 at a leaf.
  @inline(__always)
  private func step(_ place: inout Place, _ codes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let node = place.node.pointee
    let code = codes[Int(node.feature)]
    let side = node.isLarge ? largeSide(of: node, code, place.tree) : node.side(code)
    let child = place.root + Int(node.left &+ side)
    place.node = node.isLeaf ? place.node : child
    return node.left
  }

  /// Of a large set: 0 to go left, 1 to go right.
  @inline(never)
  private func largeSide(of node: Tree.Node, _ code: UInt8, _ tree: Int) -> UInt32 {
    trees[tree].sets[Int(node.bits)].contains(code: code) ? 0 : 1
  }
}
