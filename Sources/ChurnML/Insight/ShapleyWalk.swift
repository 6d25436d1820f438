/// Adds the Shapley values of single rows in prepared trees: the inner loops of explaining, and all their unsafe code.
///
/// One pass down multiplies each node's product out of its parent's, one pass up sums them over leaves and gives every edge's
/// column its part. The side that a row takes decides which factors are used; nothing is divided here.
struct ShapleyWalk: ~Copyable {
  /// By node: the products at the quadrature points, and whether the row passed the tests of the column that decided the
  /// way in.
  private var products: UnsafeMutablePointer<ShapleyTree.Quad>
  private var passed: UnsafeMutablePointer<Bool>
  /// By split: the side taken.
  private var sides: UnsafeMutablePointer<UInt8>
  private var capacity: Int

  init() {
    capacity = 0
    products = .allocate(capacity: 1)
    passed = .allocate(capacity: 1)
    sides = .allocate(capacity: 1)
  }

  deinit { free() }

  private func free() {
    products.deallocate()
    passed.deallocate()
    sides.deallocate()
  }

  private mutating func reserve(nodes: Int, quads: Int) {
    guard nodes * quads > capacity else { return }
    free()
    capacity = nodes * quads
    products = .allocate(capacity: capacity)
    passed = .allocate(capacity: capacity)
    sides = .allocate(capacity: capacity)
  }

  /// For each of the rows, adds its Shapley values in `tree` to its sums.
  /// - Parameters:
  ///   - codes: the rows' codes, row after row, of which `rows` are looked at.
  ///   - sums: `features` for each row of `rows`.
  mutating func add(
    _ tree: ShapleyTree, codes: UnsafeBufferPointer<UInt8>, rows: Range<Int>, features: Int, to sums: inout [Double]
  ) {
    guard let codes = codes.baseAddress, !tree.splits.isEmpty else { return }
    precondition(sums.count == rows.count * features)
    reserve(nodes: tree.tree.nodes.count, quads: tree.quads)
    let walk = (products: products, passed: passed, sides: sides)
    tree.splits.withUnsafeBufferPointer { splits in
      tree.table.withUnsafeBufferPointer { table in
        tree.tree.nodes.withUnsafeBufferPointer { nodes in
          sums.withUnsafeMutableBufferPointer { sums in
            guard let table = table.baseAddress, let sums = sums.baseAddress else { return }
            for (index, row) in rows.enumerated() {
              Self.down(walk, splits, table, tree.quads, nodes, tree.tree.sets, codes + row * features)
              Self.up(walk, splits, table, tree.quads, sums + index * features)
            }
          }
        }
      }
    }
  }

  private typealias Buffers = (
    products: UnsafeMutablePointer<ShapleyTree.Quad>, passed: UnsafeMutablePointer<Bool>,
    sides: UnsafeMutablePointer<UInt8>
  )

  @inline(__always)
  private static func down(
    _ walk: Buffers, _ splits: UnsafeBufferPointer<ShapleyTree.Split>, _ table: UnsafePointer<ShapleyTree.Quad>,
    _ quads: Int, _ nodes: UnsafeBufferPointer<Tree.Node>, _ sets: [SIMD4<UInt64>], _ codes: UnsafePointer<UInt8>
  ) {
    for quad in 0..<quads { walk.products[quad] = ShapleyTree.Quad(repeating: 1) }
    walk.passed[0] = true
    for index in 0..<splits.count {
      let split = splits[index]
      let left = Int(split.left)
      let side = Int(nodes.child(of: nodes[Int(split.node)], codes[Int(split.feature)], sets)) &- left
      walk.sides[index] = UInt8(truncatingIfNeeded: side)
      let own = walk.products + Int(split.node) &* quads
      let leftProducts = walk.products + left &* quads
      let rightProducts = leftProducts + quads
      guard walk.passed[Int(split.previous)] else {
        (walk.passed[left], walk.passed[left &+ 1]) = (false, false)
        for quad in 0..<quads {
          leftProducts[quad] = split.offLeft * own[quad]
          rightProducts[quad] = split.offRight * own[quad]
        }
        continue
      }
      (walk.passed[left], walk.passed[left &+ 1]) = (side == 0, side == 1)
      let tables = table + index &* ShapleyTree.tables &* quads
      let factors = tables + (2 &+ 2 &* side) &* quads
      let taken = side == 0 ? leftProducts : rightProducts
      let other = side == 0 ? rightProducts : leftProducts
      let miss = side == 0 ? split.missRight : split.missLeft
      for quad in 0..<quads {
        taken[quad] = own[quad] * factors[quad]
        other[quad] = own[quad] * (miss * tables[quad])
      }
    }
  }

  @inline(__always)
  private static func up(
    _ walk: Buffers, _ splits: UnsafeBufferPointer<ShapleyTree.Split>, _ table: UnsafePointer<ShapleyTree.Quad>,
    _ quads: Int, _ sums: UnsafeMutablePointer<Double>
  ) {
    for index in (0..<splits.count).reversed() {
      let split = splits[index]
      let own = walk.products + Int(split.node) &* quads
      let leftProducts = walk.products + Int(split.left) &* quads
      let rightProducts = leftProducts + quads
      if walk.passed[Int(split.previous)] {
        let side = Int(walk.sides[index])
        let tables = table + index &* ShapleyTree.tables &* quads
        let gains = tables + (3 &+ 2 &* side) &* quads
        let taken = side == 0 ? leftProducts : rightProducts
        let other = side == 0 ? rightProducts : leftProducts
        var gain = ShapleyTree.Quad.zero
        for quad in 0..<quads { gain += gains[quad] * taken[quad] + tables[quads &+ quad] * other[quad] }
        sums[Int(split.feature)] += gain.x + gain.y + (gain.z + gain.w)
      }
      for quad in 0..<quads { own[quad] = leftProducts[quad] + rightProducts[quad] }
    }
  }
}
