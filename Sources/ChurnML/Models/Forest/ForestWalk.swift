/// Walking one row down all trees of a forest, eight trees in step: while one waits for memory the others go on. A row that has
/// come to a leaf stays there until it has in all eight: a branch that is guessed wrong costs more than a few steps on the spot.
///
/// Trees are looked at in place, through spans: a copy of each would be counted in and out, by all threads in the same memory,
/// which for a single row costs more than the walking.
extension Forest {
  /// The sum over trees of the value at the leaf of one row.
  func sum(_ matrix: BinnedMatrix, row: Int) -> UInt64 {
    matrix.codes.withUnsafeBufferPointer { codes in
      let start = row * matrix.features
      let inEights = trees.count / 8 * 8
      return stride(from: 0, to: inEights, by: 8).reduce(0) { $0 + sumOfEight(codes, start, first: $1) }
        + trees[inEights...].reduce(0) { $0 + UInt64($1.nodes[$1.leaf(codes, at: start)].value) }
    }
  }

  private func sumOfEight(_ codes: UnsafeBufferPointer<UInt8>, _ start: Int, first: Int) -> UInt64 {
    let trees = trees.span
    let tree0 = trees[first + 0].nodes.span
    let tree1 = trees[first + 1].nodes.span
    let tree2 = trees[first + 2].nodes.span
    let tree3 = trees[first + 3].nodes.span
    let tree4 = trees[first + 4].nodes.span
    let tree5 = trees[first + 5].nodes.span
    let tree6 = trees[first + 6].nodes.span
    let tree7 = trees[first + 7].nodes.span
    var (place0, place1, place2, place3, place4, place5, place6, place7): Places = (0, 0, 0, 0, 0, 0, 0, 0)
    var moving: UInt32
    repeat {
      moving = 0
      step(&place0, tree0, first + 0, codes, start, &moving)
      step(&place1, tree1, first + 1, codes, start, &moving)
      step(&place2, tree2, first + 2, codes, start, &moving)
      step(&place3, tree3, first + 3, codes, start, &moving)
      step(&place4, tree4, first + 4, codes, start, &moving)
      step(&place5, tree5, first + 5, codes, start, &moving)
      step(&place6, tree6, first + 6, codes, start, &moving)
      step(&place7, tree7, first + 7, codes, start, &moving)
    } while moving != 0
    return value(tree0, place0)
      + value(tree1, place1)
      + value(tree2, place2)
      + value(tree3, place3)
      + value(tree4, place4)
      + value(tree5, place5)
      + value(tree6, place6)
      + value(tree7, place7)
  }

  private typealias Places = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  @inline(__always)
  private func value(_ nodes: Span<Tree.Node>, _ place: UInt32) -> UInt64 { UInt64(nodes[Int(place)].value) }

  /// From a node to the child that the row goes to; a leaf is not left.
  @inline(__always)
  private func step(
    _ place: inout UInt32, _ nodes: Span<Tree.Node>, _ tree: Int, _ codes: UnsafeBufferPointer<UInt8>, _ start: Int,
    _ moving: inout UInt32
  ) {
    let node = nodes[Int(place)]
    let code = codes[start &+ Int(node.feature)]
    let side = node.isLarge ? largeSide(of: node, code, tree) : node.side(code)
    place = node.isLeaf ? place : node.left &+ side
    moving |= node.left
  }

  /// Of a large set: 0 to go left, 1 to go right.
  @inline(never)
  private func largeSide(of node: Tree.Node, _ code: UInt8, _ tree: Int) -> UInt32 {
    trees[tree].sets[Int(node.bits)].contains(code: code) ? 0 : 1
  }
}
