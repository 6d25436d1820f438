/// Walking one row down all trees of a forest, four trees in step: while one waits for memory the others go on.
///
/// Trees are looked at in place, through spans: a copy of each would be counted in and out, by all threads in the same memory,
/// which for a single row costs more than the walking.
extension Forest {
  /// The sum over trees of the value at the leaf of one row.
  func sum(_ matrix: BinnedMatrix, row: Int) -> UInt64 {
    matrix.codes.withUnsafeBufferPointer { sum($0, from: row * matrix.features) }
  }

  /// Of the row whose codes begin at `start`.
  private func sum(_ codes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    let trees = trees.span
    var sum: UInt64 = 0
    var tree = 0
    while tree + 4 <= trees.count {
      let (t1, t2, t3) = (tree + 1, tree + 2, tree + 3)
      let nodes0 = trees[tree].nodes.span
      let nodes1 = trees[t1].nodes.span
      let nodes2 = trees[t2].nodes.span
      let nodes3 = trees[t3].nodes.span
      var (a, b, c, d) = (nodes0[0], nodes1[0], nodes2[0], nodes3[0])
      while !(a.isLeaf && b.isLeaf && c.isLeaf && d.isLeaf) {
        if !a.isLeaf { step(&a, nodes0, tree, codes, start) }
        if !b.isLeaf { step(&b, nodes1, t1, codes, start) }
        if !c.isLeaf { step(&c, nodes2, t2, codes, start) }
        if !d.isLeaf { step(&d, nodes3, t3, codes, start) }
      }
      sum += UInt64(a.value) + UInt64(b.value) + UInt64(c.value) + UInt64(d.value)
      tree += 4
    }
    while tree < trees.count {
      let nodes = trees[tree].nodes.span
      var node = nodes[0]
      while !node.isLeaf { step(&node, nodes, tree, codes, start) }
      sum += UInt64(node.value)
      tree += 1
    }
    return sum
  }

  /// From `node`, which is no leaf, to the child that the row goes to.
  @inline(__always)
  private func step(
    _ node: inout Tree.Node, _ nodes: Span<Tree.Node>, _ tree: Int, _ codes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) {
    let code = codes[start + Int(node.feature)]
    let side = node.isLarge ? largeSide(of: node, code, tree) : node.side(code)
    node = nodes[Int(node.left &+ side)]
  }

  /// Of a large set: 0 to go left, 1 to go right.
  @inline(never)
  private func largeSide(of node: Tree.Node, _ code: UInt8, _ tree: Int) -> UInt32 {
    trees[tree].sets[Int(node.bits)].contains(code: code) ? 0 : 1
  }
}
