/// Walks trees for all points of a grid at once: a set of points goes down together, and parts only where a node asks for a
/// column of the grid. The cost is that of the leaves that are reached, not of the points.
extension TreeEnsemble {
  private static let gridBlock = 128

  /// P(churned) of each row at each point, row after row.
  func responses(_ features: [Column], rows: [Int], _ grid: ResponseGrid, jobs: Int) -> [Double] {
    let matrix = BinnedMatrix(features, rows: rows, bins: bins, jobs: jobs)
    let masks = trees.map { GridMasks($0, grid, bins) }
    let count = (rows.count + Self.gridBlock - 1) / Self.gridBlock
    let blocks = concurrentMap(count: count, jobs: jobs) { index in
      let start = index * Self.gridBlock
      return responses(matrix, rows: start..<min(rows.count, start + Self.gridBlock), masks, points: grid.points)
    }
    return Array(blocks.joined())
  }

  private func responses(
    _ matrix: BinnedMatrix, rows: Range<Int>, _ masks: [GridMasks], points: Int
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.count * points)
    let all = points == UInt64.bitWidth ? UInt64.max : (1 << UInt64(points)) - 1
    var stack: [(node: Int, points: UInt64)] = []
    for (index, tree) in trees.enumerated() {
      tree.nodes.withView { nodes in
        for row in rows {
          stack.append((0, all))
          while let (place, set) = stack.popLast() {
            let node = nodes[place]
            guard !node.isLeaf else {
              Self.add(value(index, node), to: &sums, from: (row - rows.lowerBound) * points, set)
              continue
            }
            if let left = masks[index].left[place] {
              if set & left != 0 { stack.append((Int(node.left), set & left)) }
              if set & ~left != 0 { stack.append((Int(node.left) + 1, set & ~left)) }
            } else {
              let code = matrix.codes[row * matrix.features + Int(node.feature)]
              stack.append((Int(node.child(code, tree.sets)), set))
            }
          }
        }
      }
    }
    return sums.map { space.probability(start + scale * $0) }
  }

  /// Each point meets its leaves in the order of the trees.
  private static func add(_ value: Double, to sums: inout [Double], from start: Int, _ set: UInt64) {
    var rest = set
    while rest != 0 {
      sums[start + rest.trailingZeroBitCount] += value
      rest &= rest - 1
    }
  }
}

/// For each node of a tree that asks for a column of the grid, the points that go left.
private struct GridMasks: Sendable {
  let left: [UInt64?]

  init(_ tree: Tree, _ grid: ResponseGrid, _ bins: [FeatureBins]) {
    let axes = grid.axes.indices.map { axis in
      (
        column: grid.axes[axis].column,
        codes: (0..<grid.points).map { bins[grid.axes[axis].column].code(grid.cell(axis, at: $0)) }
      )
    }
    left = tree.nodes.map { node in
      guard !node.isLeaf, let axis = axes.first(where: { $0.column == Int(node.feature) }) else { return nil }
      var mask: UInt64 = 0
      for (point, code) in axis.codes.enumerated() where node.child(code, tree.sets) == node.left {
        mask |= 1 << UInt64(point)
      }
      return mask
    }
  }
}

extension FeatureBins {
  func code(_ cell: CustomerCell) -> UInt8 {
    switch cell {
    case .number(let number): code(of: number)
    case .category(let code): self.code(ofCategory: code)
    }
  }
}
