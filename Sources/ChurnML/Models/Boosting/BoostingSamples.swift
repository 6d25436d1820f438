internal import Foundation

/// The rows of a boosting fit while it runs: their linear predictors, gradients and order, and the loops over them
/// where the time goes. All unsafe code of boosting is in this file.
///
/// A node is two ranges of one permuted array of row numbers: rows in the bag, which decide splits, and rows outside
/// (not drawn, or held out to stop early), which only follow. Invariant: ranges of nodes open at one time are
/// disjoint, and inside each the rows increase, because division is stable.
final class BoostingSamples: @unchecked Sendable {
  /// Rows whose sums are taken on one thread.
  private static let chunk = 1 << 16

  let matrix: BundledMatrix
  let fixed: FixedPoint
  private let labels: [UInt8]
  private let jobs: Int
  private let order: UnsafeMutablePointer<UInt32>
  private let spare: UnsafeMutablePointer<UInt32>
  private let predictors: UnsafeMutablePointer<Double>
  private let gradients: UnsafeMutablePointer<SIMD2<Int32>>

  /// - Parameter start: the linear predictor that all rows begin with.
  init(_ matrix: BundledMatrix, labels: [UInt8], start: Double, jobs: Int) {
    precondition(labels.count == matrix.rows && matrix.rows < Int(UInt32.max))
    self.matrix = matrix
    self.labels = labels
    self.jobs = jobs
    fixed = FixedPoint(rows: matrix.rows)
    order = .allocate(capacity: matrix.rows)
    spare = .allocate(capacity: matrix.rows)
    predictors = .allocate(capacity: matrix.rows)
    gradients = .allocate(capacity: matrix.rows)
    order.initialize(repeating: 0, count: matrix.rows)
    spare.initialize(repeating: 0, count: matrix.rows)
    predictors.initialize(repeating: start, count: matrix.rows)
    gradients.initialize(repeating: .zero, count: matrix.rows)
  }

  deinit {
    order.deallocate()
    spare.deallocate()
    predictors.deallocate()
    gradients.deallocate()
  }

  /// Puts the rows in the bag first.
  func arrange(bag: [UInt32], outside: [UInt32]) {
    assert(bag.count + outside.count == matrix.rows)
    bag.withUnsafeBufferPointer { rows in
      if let first = rows.baseAddress { order.update(from: first, count: rows.count) }
    }
    outside.withUnsafeBufferPointer { rows in
      if let first = rows.baseAddress { (order + bag.count).update(from: first, count: rows.count) }
    }
  }

  /// Takes the gradients of log loss, p - y, and its second derivatives, p (1 - p), at the present predictors.
  func takeGradients() {
    forEachChunk(0..<matrix.rows) { rows in
      for row in rows {
        let probability = logistic(predictors[row])
        gradients[row] = fixed.row(
          gradient: probability - Double(labels[row]), hessian: probability * (1 - probability))
      }
    }
  }

  /// Adds a leaf's value to its rows.
  func add(_ value: Double, to range: Range<Int>) {
    for index in range { predictors[Int(order[index])] += value }
  }

  /// The mean log loss of `rows`.
  func logLoss(_ rows: [UInt32]) -> Double {
    let sum = rows.reduce(0.0) { sum, row in
      let t = labels[Int(row)] == 1 ? -predictors[Int(row)] : predictors[Int(row)]
      return sum + log1p(exp(-abs(t))) + max(t, 0)
    }
    return sum / Double(max(1, rows.count))
  }

  /// The sums of a node's rows by cell, bundle after bundle.
  func histogram(_ range: Range<Int>) -> [GradientSum] {
    let parts = forEachChunk(range) { chunk in
      [GradientSum](unsafeUninitializedCapacity: matrix.offsets[matrix.bundles]) { sums, count in
        count = matrix.offsets[matrix.bundles]
        guard let base = sums.baseAddress else { return }
        base.initialize(repeating: .zero, count: count)
        addRows(chunk, to: base)
      }
    }
    guard var sum = parts.first else {
      return [GradientSum](repeating: .zero, count: matrix.offsets[matrix.bundles])
    }
    for part in parts.dropFirst() {
      for cell in sum.indices { sum[cell] &+= part[cell] }
    }
    return sum
  }

  private func addRows(_ range: Range<Int>, to histogram: UnsafeMutablePointer<GradientSum>) {
    let bundles = matrix.bundles
    let one = fixed.oneRow
    matrix.cells.withUnsafeBufferPointer { cells in
      matrix.offsets.withUnsafeBufferPointer { offsets in
        guard let cells = cells.baseAddress, let offsets = offsets.baseAddress else { return }
        for index in range {
          let row = Int(order[index])
          let gradient = GradientSum(truncatingIfNeeded: gradients[row]) &+ one
          let own = cells + row * bundles
          for bundle in 0..<bundles { histogram[offsets[bundle] + Int(own[bundle])] &+= gradient }
        }
      }
    }
  }

  /// Moves a node's rows whose cell in `bundle` goes left before the others, both in their order; returns where the
  /// others begin.
  func divide(_ range: Range<Int>, bundle: Int, goesLeft table: [Bool]) -> Int {
    let bundles = matrix.bundles
    return matrix.cells.withUnsafeBufferPointer { cells in
      table.withUnsafeBufferPointer { table in
        var left = range.lowerBound
        var right = 0
        for index in range {
          let row = order[index]
          let goes = table[Int(cells[Int(row) * bundles + bundle])]
          // Both places are written and one index moves: no branch to mispredict.
          order[left] = row
          spare[right] = row
          left += goes ? 1 : 0
          right += goes ? 0 : 1
        }
        (order + left).update(from: spare, count: right)
        return left
      }
    }
  }

  @discardableResult
  private func forEachChunk<Value: Sendable>(
    _ range: Range<Int>, _ body: @Sendable (Range<Int>) -> Value
  ) -> [Value] {
    concurrentMap(count: (range.count + Self.chunk - 1) / Self.chunk, jobs: jobs) { index in
      let start = range.lowerBound + index * Self.chunk
      return body(start..<min(range.upperBound, start + Self.chunk))
    }
  }
}
