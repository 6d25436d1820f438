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
    let (dense, groups) = (denseColumns, groups.count)
    return [Double](unsafeUninitializedCapacity: block.rows) { sums, count in
      block.dense.withUnsafeBufferPointer { x in
        block.cells.withUnsafeBufferPointer { cells in
          contributions.dense.withUnsafeBufferPointer { v in
            contributions.cells.withUnsafeBufferPointer { table in
              contributions.offsets.withUnsafeBufferPointer { offsets in
                for row in 0..<block.rows {
                  var sum = 0.0
                  for column in 0..<dense { sum += x[row * dense + column] * v[column] }
                  for group in 0..<groups { sum += table[offsets[group] + Int(cells[row * groups + group])] }
                  sums[row] = sum
                }
              }
            }
          }
        }
      }
      count = block.rows
    }
  }

  // MARK: Xᵀ r

  /// The number of sums `transposedSums` gives: dense columns, then the cells of the groups.
  private var cellOffsets: [Int] {
    groups.reduce(into: [denseColumns]) { $0.append($0[$0.count - 1] + $1.cells) }
  }

  /// `r` summed by dense column (times its number) and by cell, over the rows of a block.
  func transposedSums(_ r: [Double], block index: Int) -> [Double] {
    let block = blocks[index]
    let (dense, groups) = (denseColumns, groups.count)
    let offsets = cellOffsets
    var sums = [Double](repeating: 0, count: offsets[groups])
    sums.withUnsafeMutableBufferPointer { sums in
      block.dense.withUnsafeBufferPointer { x in
        block.cells.withUnsafeBufferPointer { cells in
          offsets.withUnsafeBufferPointer { offsets in
            r.withUnsafeBufferPointer { r in
              for row in 0..<block.rows {
                for column in 0..<dense { sums[column] += x[row * dense + column] * r[row] }
                for group in 0..<groups { sums[offsets[group] + Int(cells[row * groups + group])] += r[row] }
              }
            }
          }
        }
      }
    }
    return sums
  }

  /// `Xᵀ r` from its sums over all blocks.
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
