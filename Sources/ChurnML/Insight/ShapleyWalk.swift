/// Adds the Shapley values of single rows in prepared trees: the inner loops of explaining, and all their unsafe code.
///
/// One pass down multiplies each node's product out of its parent's, one pass up sums them over leaves and gives every edge's
/// column its part. Which of a split's tables is used depends on the row; there is no branch on it and no division.
struct ShapleyWalk: ~Copyable {
  /// By node: the products at the quadrature points, and whether the row passed the tests of the column that decided the
  /// way in.
  private var products: UnsafeMutablePointer<ShapleyTree.Quad>
  private var passed: UnsafeMutablePointer<Bool>
  /// By split: 0 for left, 1 for right, 2 for a row that had failed a test of the column before.
  private var cases: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// By column.
  private let gains: UnsafeMutablePointer<ShapleyTree.Quad>
  private let features: Int

  init(features: Int) {
    self.features = features
    gains = .allocate(capacity: max(1, features))
    capacity = 0
    products = .allocate(capacity: 1)
    passed = .allocate(capacity: 1)
    cases = .allocate(capacity: 1)
  }

  deinit {
    free()
    gains.deallocate()
  }

  private func free() {
    products.deallocate()
    passed.deallocate()
    cases.deallocate()
  }

  private mutating func reserve(nodes: Int, quads: Int) {
    guard nodes * quads > capacity else { return }
    free()
    capacity = nodes * quads
    products = .allocate(capacity: capacity)
    passed = .allocate(capacity: capacity)
    cases = .allocate(capacity: capacity)
  }

  /// For each of the rows, adds its Shapley values in `tree` to its sums.
  /// - Parameters:
  ///   - codes: the rows' codes, row after row, of which `rows` are looked at.
  ///   - sums: `features` for each row of `rows`.
  mutating func add(
    _ tree: ShapleyTree, codes: UnsafeBufferPointer<UInt8>, rows: Range<Int>, to sums: inout [Double]
  ) {
    guard let codes = codes.baseAddress, !tree.splits.isEmpty else { return }
    precondition(sums.count == rows.count * features)
    reserve(nodes: tree.tree.nodes.count, quads: tree.quads)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let sums = sums.baseAddress else { return }
      for (index, row) in rows.enumerated() {
        let codes = codes + row &* features
        // Most trees need no more than 8 columns on a path, and then the loops over quads are none.
        if tree.quads == 1 {
          pass(tree, 1, codes)
        } else {
          pass(tree, tree.quads, codes)
        }
        let row = sums + index &* features
        for feature in 0..<features { row[feature] += gains[feature].sum() }
      }
    }
  }

  @inline(__always)
  private func pass(_ tree: ShapleyTree, _ quads: Int, _ codes: UnsafePointer<UInt8>) {
    for feature in 0..<features { gains[feature] = .zero }
    tree.splits.withUnsafeBufferPointer { splits in
      tree.table.withUnsafeBufferPointer { table in
        tree.tree.nodes.withUnsafeBufferPointer { nodes in
          guard let table = table.baseAddress else { return }
          down(splits, table, quads, nodes, tree.tree.sets, codes)
          up(splits, table, quads)
        }
      }
    }
  }

  @inline(__always)
  private func down(
    _ splits: UnsafeBufferPointer<ShapleyTree.Split>, _ table: UnsafePointer<ShapleyTree.Quad>, _ quads: Int,
    _ nodes: UnsafeBufferPointer<Tree.Node>, _ sets: [SIMD4<UInt64>], _ codes: UnsafePointer<UInt8>
  ) {
    for quad in 0..<quads { products[quad] = ShapleyTree.Quad(repeating: 1) }
    passed[0] = true
    for index in 0..<splits.count {
      let split = splits[index]
      let left = Int(split.left)
      let side = Int(nodes[Int(split.node)].child(codes[Int(split.feature)], sets)) &- left
      let stays = passed[Int(split.previous)]
      let which = stays ? side : 2
      cases[index] = UInt8(truncatingIfNeeded: which)
      passed[left] = which == 0
      passed[left &+ 1] = which == 1
      let factors = table + (index &* ShapleyTree.tables &+ 4 &* which) &* quads
      let own = products + Int(split.node) &* quads
      let children = products + left &* quads
      for quad in 0..<quads {
        children[quad] = own[quad] * factors[quad]
        children[quads &+ quad] = own[quad] * factors[quads &+ quad]
      }
    }
  }

  @inline(__always)
  private func up(
    _ splits: UnsafeBufferPointer<ShapleyTree.Split>, _ table: UnsafePointer<ShapleyTree.Quad>, _ quads: Int
  ) {
    var index = splits.count
    while index > 0 {
      index &-= 1
      let split = splits[index]
      let given = table + (index &* ShapleyTree.tables &+ 4 &* Int(cases[index]) &+ 2) &* quads
      let own = products + Int(split.node) &* quads
      let children = products + Int(split.left) &* quads
      var gain = gains[Int(split.feature)]
      for quad in 0..<quads {
        let (left, right) = (children[quad], children[quads &+ quad])
        gain += given[quad] * left + given[quads &+ quad] * right
        own[quad] = left + right
      }
      gains[Int(split.feature)] = gain
    }
  }
}
