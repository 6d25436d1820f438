/// Sums over the rows of a design matrix: products with vectors, and the weighted Gram matrix.
///
/// The inner loops run over unsafe buffers: a bounds check a number would double their time.
extension DesignMatrix {
  // MARK: X v

  /// Coefficients, with those of a group added up for each of its cells.
  struct Contributions: Sendable {
    let dense: [Double]
    /// One array after the other, in group order; group g's begins at `offsets[g]`.
    let cells: [Double]
    let offsets: [Int]
  }

  func contributions(of coefficients: [Double]) -> Contributions {
    precondition(coefficients.count == columns)
    var cells: [Double] = []
    var offsets: [Int] = []
    for group in groups {
      offsets.append(cells.count)
      cells += group.dictionary.times(Array(coefficients[group.columns]))
    }
    return Contributions(dense: Array(coefficients[..<denseColumns]), cells: cells, offsets: offsets)
  }

  /// `X v` for the rows of a block.
  func product(_ contributions: Contributions, block index: Int) -> [Double] {
    let block = blocks[index]
    let groups = groups.count
    return [Double](unsafeUninitializedCapacity: block.rows) { sums, count in
      count = block.rows
      guard let base = sums.baseAddress else { return }
      BLAS.product(block.dense, rows: block.rows, columns: denseColumns, contributions.dense, to: base)
      block.cells.withUnsafeBufferPointer { cells in
        contributions.cells.withUnsafeBufferPointer { table in
          contributions.offsets.withUnsafeBufferPointer { offsets in
            guard var own = cells.baseAddress, let table = table.baseAddress, let offsets = offsets.baseAddress else {
              return
            }
            for row in 0..<block.rows {
              var sum = 0.0
              for group in 0..<groups { sum += table[offsets[group] &+ Int(own[group])] }
              base[row] += sum
              own += groups
            }
          }
        }
      }
    }
  }

  // MARK: Xᵀ r

  /// Where the sums of the groups' cells lie behind those of the dense columns; one more for the end.
  private var cellOffsets: [Int] {
    groups.reduce(into: [denseColumns]) { $0.append($0[$0.count - 1] + $1.cells) }
  }

  /// What `add` adds to.
  var transposedZeros: [Double] { [Double](repeating: 0, count: cellOffsets[groups.count]) }

  /// Adds `r` by dense column (times its number) and by cell, over the rows of a block.
  func addTransposed(_ r: [Double], block index: Int, to sums: inout [Double]) {
    let block = blocks[index]
    let groups = groups.count
    let offsets = cellOffsets
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      BLAS.addTransposedProduct(block.dense, rows: block.rows, columns: denseColumns, r, to: base)
      block.cells.withUnsafeBufferPointer { cells in
        offsets.withUnsafeBufferPointer { offsets in
          r.withUnsafeBufferPointer { r in
            guard var own = cells.baseAddress, let r = r.baseAddress, let offsets = offsets.baseAddress else { return }
            for row in 0..<block.rows {
              let residual = r[row]
              for group in 0..<groups { base[offsets[group] &+ Int(own[group])] += residual }
              own += groups
            }
          }
        }
      }
    }
  }

  /// `Xᵀ r` from its sums over all rows.
  func transposedProduct(_ sums: [Double]) -> [Double] {
    let offsets = cellOffsets
    var product = Array(sums[..<denseColumns])
    for (index, group) in groups.enumerated() {
      let cells = Matrix(rows: 1, columns: group.cells, values: Array(sums[offsets[index]..<offsets[index + 1]]))
      product += BLAS.product(cells, group.dictionary).values
    }
    return product
  }
}

/// Adds arrays of equal length in their order.
func sumInOrder(_ parts: [[Double]]) -> [Double] {
  guard var sum = parts.first else { return [] }
  for part in parts.dropFirst() {
    for index in sum.indices { sum[index] += part[index] }
  }
  return sum
}
