/// The standardised design matrix of a linear model, whose first column is the constant 1, in a form made for sums
/// over rows.
///
/// Numeric columns are stored as numbers. Consecutive categorical columns are stored together as a *group*: a row
/// holds one small integer, its cell, and a dictionary says which standardised columns the cell stands for. With A
/// and B the dictionaries of two groups and T the table of a weight summed by pairs of cells, the groups' block of
/// XᵀWX is AᵀTB: one addition a row where the product of the columns takes one for every pair of them.
///
/// Rows are kept in blocks that fit the second-level cache, and a fixed number of blocks is a part. Whatever is summed
/// over rows is summed within a part in the order of its rows, then over parts in theirs, so sums do not depend on
/// the number of threads.
struct DesignMatrix: Sendable {
  static let blockRows = 512
  static let partBlocks = 32
  /// The largest number of cells that categorical columns are grouped to.
  static let groupCells = 64

  /// Consecutive coded terms.
  struct Group: Sendable {
    let terms: Range<Int>
    /// The columns of the design matrix that the dictionary holds.
    let columns: Range<Int>
    /// cells x columns.
    let dictionary: Matrix
    var cells: Int { dictionary.rows }
  }

  struct Block: Sendable {
    let rows: Int
    /// rows x `denseColumns`, row after row.
    let dense: [Double]
    /// rows x `groups.count`, row after row.
    let cells: [UInt16]
  }

  let rows: Int
  /// The constant and the numeric columns.
  let denseColumns: Int
  let groups: [Group]
  let columns: Int
  let blocks: [Block]

  /// - Parameter rows: the rows the encoder was fitted on.
  init(_ encoder: DesignEncoder, _ features: [Column], rows: [Int], jobs: Int) {
    self.rows = rows.count
    let denseColumns =
      1 + encoder.numeric.reduce(0) { $0 + $1.columns } + encoder.interactions.reduce(0) { $0 + $1.columns }
    let groups = Self.groups(of: encoder.coded, firstColumn: denseColumns)
    self.denseColumns = denseColumns
    self.groups = groups
    columns = groups.last?.columns.upperBound ?? denseColumns
    let partRows = Self.blockRows * Self.partBlocks
    let parts = concurrentMap(count: (rows.count + partRows - 1) / partRows, jobs: jobs) { part in
      let end = min(rows.count, (part + 1) * partRows)
      return stride(from: part * partRows, to: end, by: Self.blockRows).map { start in
        let slice = rows[start..<min(end, start + Self.blockRows)]
        return Block(
          rows: slice.count, dense: Self.dense(encoder, features, slice, columns: denseColumns),
          cells: Self.cells(encoder.coded, groups, features, slice))
      }
    }
    blocks = Array(parts.joined())
  }

  /// Every `step`-th block of another matrix; the blocks are shared.
  init(every step: Int, of whole: DesignMatrix) {
    denseColumns = whole.denseColumns
    groups = whole.groups
    columns = whole.columns
    blocks = stride(from: 0, to: whole.blocks.count, by: step).map { whole.blocks[$0] }
    rows = blocks.reduce(0) { $0 + $1.rows }
  }

  /// The blocks of each part.
  var parts: [Range<Int>] {
    stride(from: 0, to: blocks.count, by: Self.partBlocks).map { $0..<min(blocks.count, $0 + Self.partBlocks) }
  }

  /// The rows of the design matrix that block `index` holds.
  func rowRange(ofBlock index: Int) -> Range<Int> {
    // Only the last block may be shorter than the others.
    let start = index * Self.blockRows
    return start..<(start + blocks[index].rows)
  }

  /// Every column of a block's rows.
  func expanded(block index: Int) -> Matrix {
    let block = blocks[index]
    var values: [Double] = []
    values.reserveCapacity(block.rows * columns)
    for row in 0..<block.rows {
      values += block.dense[(row * denseColumns)..<((row + 1) * denseColumns)]
      for (number, group) in groups.enumerated() {
        let cell = Int(block.cells[row * groups.count + number])
        values += group.dictionary.values[(cell * group.columns.count)..<((cell + 1) * group.columns.count)]
      }
    }
    return Matrix(rows: block.rows, columns: columns, values: values)
  }

  private static func groups(of terms: [CodedTerm], firstColumn: Int) -> [Group] {
    var groups: [Group] = []
    var start = 0
    var column = firstColumn
    while start < terms.count {
      var cells = terms[start].states.count
      var end = start + 1
      while end < terms.count, cells * terms[end].states.count <= groupCells {
        cells *= terms[end].states.count
        end += 1
      }
      let dictionary = dictionary(of: terms[start..<end], cells: cells)
      groups.append(
        Group(terms: start..<end, columns: column..<(column + dictionary.columns), dictionary: dictionary))
      column += dictionary.columns
      start = end
    }
    return groups
  }

  /// A cell is the number whose digits are the terms' states, the last term's the most significant.
  private static func dictionary(of terms: ArraySlice<CodedTerm>, cells: Int) -> Matrix {
    var values: [Double] = []
    for cell in 0..<cells {
      var digits = cell
      for term in terms {
        values += term.values(ofState: digits % term.states.count)
        digits /= term.states.count
      }
    }
    return Matrix(rows: cells, columns: values.count / cells, values: values)
  }

  private static func dense(
    _ encoder: DesignEncoder, _ features: [Column], _ rows: ArraySlice<Int>, columns: Int
  ) -> [Double] {
    var dense = [Double](repeating: 1, count: rows.count * columns)
    dense.withUnsafeMutableBufferPointer { dense in
      guard let base = dense.baseAddress else { return }
      var offset = 1
      for term in encoder.numeric {
        guard case .numeric(let numbers) = features[term.feature].values else { continue }
        term.write(numbers, rows, to: base + offset, step: columns)
        offset += term.columns
      }
      for term in encoder.interactions {
        var target = base + offset
        for row in rows {
          for (index, value) in term.values(features, row: row).enumerated() { target[index] = value }
          target += columns
        }
        offset += term.columns
      }
    }
    return dense
  }

  private static func cells(
    _ terms: [CodedTerm], _ groups: [Group], _ features: [Column], _ rows: ArraySlice<Int>
  ) -> [UInt16] {
    var cells = [UInt16](repeating: 0, count: rows.count * groups.count)
    for (index, group) in groups.enumerated() {
      var place: UInt16 = 1
      for term in terms[group.terms] {
        add(place, times: term, of: features[term.feature], rows, to: &cells, from: index, step: groups.count)
        place *= UInt16(term.states.count)
      }
    }
    return cells
  }

  /// Adds `place` x state to a group's cells; a state that was never met counts as the first.
  private static func add(
    _ place: UInt16, times term: CodedTerm, of column: Column, _ rows: ArraySlice<Int>, to cells: inout [UInt16],
    from first: Int, step: Int
  ) {
    var target = first
    switch column.values {
    case .numeric(let numbers):
      for row in rows {
        if numbers[row].isNaN { cells[target] += place }
        target += step
      }
    case .categorical(let codes, let categories):
      let shares = (-2..<Int32(categories.count)).map { place * UInt16(max(0, term.state(ofCode: $0))) }
      for row in rows {
        cells[target] += shares[Int(codes[row]) + 2]
        target += step
      }
    }
  }
}
