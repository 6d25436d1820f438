/// The weighted Gram matrix XᵀWX of a design matrix: dense columns by blocked BLAS, groups by counting.
extension DesignMatrix {
  /// Where the parts of a Gram matrix lie in one array: dense x dense; for each group cells x dense; for each pair of
  /// groups cells x cells.
  private struct Layout {
    let count: Int
    let crossOffsets: [Int]
    /// Of each pair of groups (a, b), a < b, in their order: where its table begins, and the cells of b.
    let pairs: [(offset: Int, width: Int)]

    init(_ design: DesignMatrix) {
      let (dense, groups) = (design.denseColumns, design.groups)
      var next = dense * dense
      crossOffsets = groups.map { group in
        defer { next += group.cells * dense }
        return next
      }
      var pairs: [(offset: Int, width: Int)] = []
      for a in groups.indices {
        for b in groups.indices where b > a {
          pairs.append((next, groups[b].cells))
          next += groups[a].cells * groups[b].cells
        }
      }
      self.pairs = pairs
      count = next
    }
  }

  /// What `addGram` adds to.
  var gramZeros: [Double] { [Double](repeating: 0, count: Layout(self).count) }

  /// Adds a block's rows to the sums that `gram` is made of.
  /// - Parameter weights: one a row of the block, not negative.
  func addGram(_ weights: [Double], block index: Int, to sums: inout [Double]) {
    let layout = Layout(self)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      addDense(blocks[index], weights, to: base)
      addCells(blocks[index], weights, layout, to: base)
    }
  }

  private func addDense(_ block: Block, _ weights: [Double], to sums: UnsafeMutablePointer<Double>) {
    let dense = denseColumns
    block.dense.withUnsafeBufferPointer { x in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block.rows * dense) { scaled in
        guard let base = scaled.baseAddress, let x = x.baseAddress else { return }
        for row in 0..<block.rows {
          let root = weights[row].squareRoot()
          let (own, source) = (base + row * dense, x + row * dense)
          for column in 0..<dense { own[column] = root * source[column] }
        }
        BLAS.addGram(of: base, rows: block.rows, columns: dense, to: sums)
      }
    }
  }

  /// Row by row, so that additions to one sum, which have to wait for each other, are far apart.
  private func addCells(
    _ block: Block, _ weights: [Double], _ layout: Layout, to sums: UnsafeMutablePointer<Double>
  ) {
    let (dense, groups) = (denseColumns, groups.count)
    guard groups > 0 else { return }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: dense) { weighted in
      block.dense.withUnsafeBufferPointer { x in
        block.cells.withUnsafeBufferPointer { cells in
          layout.pairs.withUnsafeBufferPointer { pairs in
            layout.crossOffsets.withUnsafeBufferPointer { crosses in
              guard let weighted = weighted.baseAddress, let crosses = crosses.baseAddress,
                let pairs = pairs.baseAddress
              else { return }
              guard var x = x.baseAddress, var own = cells.baseAddress else { return }
              for weight in weights {
                for column in 0..<dense { weighted[column] = weight * x[column] }
                var pair = pairs
                for a in 0..<groups {
                  let cell = Int(own[a])
                  add(weighted, count: dense, to: sums + (crosses[a] &+ cell &* dense))
                  for b in (a &+ 1)..<groups {
                    sums[pair.pointee.offset &+ cell &* pair.pointee.width &+ Int(own[b])] += weight
                    pair += 1
                  }
                }
                x += dense
                own += groups
              }
            }
          }
        }
      }
    }
  }

  /// XᵀWX, symmetric and complete, from its sums over all rows.
  func gram(_ sums: [Double]) -> Matrix {
    let layout = Layout(self)
    var gram = Matrix(zeros: columns, by: columns)
    for row in 0..<denseColumns {
      for column in row..<denseColumns { gram.setBoth(row, column, to: sums[row * denseColumns + column]) }
    }
    var pairs = layout.pairs[...]
    for (a, group) in groups.enumerated() {
      let cross = slice(sums, layout.crossOffsets[a], rows: group.cells, columns: denseColumns)
      gram.setBoth(group.columns, 0..<denseColumns, to: BLAS.product(group.dictionary, transposed: true, cross))
      gram.setBoth(group.columns, group.columns, to: ownProduct(group, cross))
      for b in groups.indices where b > a {
        let table = slice(sums, pairs.removeFirst().offset, rows: group.cells, columns: groups[b].cells)
        let left = BLAS.product(group.dictionary, transposed: true, table)
        gram.setBoth(group.columns, groups[b].columns, to: BLAS.product(left, groups[b].dictionary))
      }
    }
    return gram
  }

  private func slice(_ sums: [Double], _ start: Int, rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, values: Array(sums[start..<(start + rows * columns)]))
  }

  /// A group with itself: its cells exclude each other, and the constant column holds their weights.
  private func ownProduct(_ group: Group, _ cross: Matrix) -> Matrix {
    var weighted = group.dictionary
    for cell in 0..<group.cells {
      for column in 0..<weighted.columns { weighted[cell, column] *= cross[cell, 0] }
    }
    return BLAS.product(group.dictionary, transposed: true, weighted)
  }
}

extension Matrix {
  fileprivate mutating func setBoth(_ row: Int, _ column: Int, to value: Double) {
    self[row, column] = value
    self[column, row] = value
  }

  /// Fills a block, and its mirror image.
  fileprivate mutating func setBoth(_ rows: Range<Int>, _ columns: Range<Int>, to block: Matrix) {
    for (i, row) in rows.enumerated() {
      for (j, column) in columns.enumerated() { setBoth(row, column, to: block[i, j]) }
    }
  }
}

/// Two at a time: a compiler that has to ask whether the arrays overlap spends longer on that than on the sums.
@inline(__always)
private func add(_ numbers: UnsafePointer<Double>, count: Int, to sums: UnsafeMutablePointer<Double>) {
  let (source, target) = (UnsafeRawPointer(numbers), UnsafeMutableRawPointer(sums))
  let size = MemoryLayout<Double>.stride
  for offset in stride(from: 0, to: count & ~1, by: 2) {
    let pair =
      target.loadUnaligned(fromByteOffset: offset * size, as: SIMD2<Double>.self)
      + source.loadUnaligned(fromByteOffset: offset * size, as: SIMD2<Double>.self)
    target.storeBytes(of: pair, toByteOffset: offset * size, as: SIMD2<Double>.self)
  }
  if count & 1 == 1 { sums[count - 1] += numbers[count - 1] }
}
