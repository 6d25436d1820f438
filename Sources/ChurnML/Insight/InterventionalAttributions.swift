/// Interventional Shapley values of trees (Lundberg et al. 2020): a column that is not known takes its value from a row
/// of a background sample, whatever the known ones are. Exact for the sample; the cost grows with its size.
///
/// Against one background row, a leaf that is reached when the `p` columns of one set come from the customer and the `q` of
/// another from the background gives each of the first `value (p-1)! q! / (p+q)!` and takes
/// `value p! (q-1)! / (p+q)!` from each of the second.
extension TreeEnsemble {
  /// - Parameters:
  ///   - background: rows of `sample`, columns of the same data; at least one.
  func interventional(
    _ features: [Column], rows: [Int], against sample: [Column], background: [Int], jobs: Int
  ) -> Attributions {
    precondition(!background.isEmpty)
    let matrix = BinnedMatrix(features, rows: rows, bins: bins, jobs: jobs)
    let others = BinnedMatrix(sample, rows: background, bins: bins, jobs: jobs)
    let weights = ShapleyWeights(columns: bins.count)
    let values = concurrentMap(count: rows.count, jobs: jobs) { row in
      var sums = [Double](repeating: 0, count: bins.count)
      for (index, tree) in trees.enumerated() {
        for other in background.indices {
          var walk = PairWalk(
            tree: tree, row: matrix.row(row), other: others.row(other), weights: weights, sums: sums,
            value: { value(index, $0) })
          _ = walk.visit(0, own: 0, others: 0)
          sums = walk.sums
        }
      }
      return sums.map { $0 * scale / Double(background.count) }
    }
    return Attributions(
      space: space, base: start + scale * mean(others), columns: features.count, values: values.flatMap { $0 })
  }

  /// The mean over rows of the sum over trees.
  private func mean(_ matrix: BinnedMatrix) -> Double {
    matrix.codes.withView { codes in
      var sum = 0.0
      for (index, tree) in trees.enumerated() {
        for row in 0..<matrix.rows { sum += value(index, tree.nodes[tree.leaf(codes, at: row * matrix.features)]) }
      }
      return sum / Double(matrix.rows)
    }
  }
}

/// A classifier of trees: its Shapley values may also be taken against a background sample, and it answers for many values of a
/// column at once.
public protocol TreeClassifier: AttributableClassifier {
  /// P(churned) of each row at each point of a grid, row after row.
  func responses(_ features: [Column], rows: [Int], _ grid: ResponseGrid, jobs: Int) -> [Double]

  /// - Parameter background: rows of `sample`, whose columns are those of the training data; at least one.
  func interventionalAttributions(
    _ features: [Column], rows: [Int], against sample: [Column], background: [Int], jobs: Int
  ) -> Attributions
}

extension Forest: TreeClassifier {
  public func responses(_ features: [Column], rows: [Int], _ grid: ResponseGrid, jobs: Int) -> [Double] {
    ensemble.responses(features, rows: rows, grid, jobs: jobs)
  }

  public func interventionalAttributions(
    _ features: [Column], rows: [Int], against sample: [Column], background: [Int], jobs: Int
  ) -> Attributions {
    ensemble.interventional(features, rows: rows, against: sample, background: background, jobs: jobs)
  }
}

extension BoostedModel: TreeClassifier {
  public func responses(_ features: [Column], rows: [Int], _ grid: ResponseGrid, jobs: Int) -> [Double] {
    ensemble.responses(features, rows: rows, grid, jobs: jobs)
  }

  public func interventionalAttributions(
    _ features: [Column], rows: [Int], against sample: [Column], background: [Int], jobs: Int
  ) -> Attributions {
    ensemble.interventional(features, rows: rows, against: sample, background: background, jobs: jobs)
  }
}

/// `a! b! / (a + b + 1)!`: the share of orders in which `a` given ones come before one and `b` others after it.
private struct ShapleyWeights: Sendable {
  private let table: [[Double]]

  /// - Parameter columns: no more take part.
  init(columns: Int) {
    table = (0...columns).map { a in
      var row = [1 / Double(a + 1)]
      for b in stride(from: 1, through: columns - a, by: 1) { row.append(row[b - 1] * Double(b) / Double(a + b + 1)) }
      return row
    }
  }

  func callAsFunction(_ before: Int, _ after: Int) -> Double { table[before][after] }
}

/// Goes to the leaves that some mixture of two rows reaches.
private struct PairWalk {
  let tree: Tree
  let row: ArraySlice<UInt8>
  let other: ArraySlice<UInt8>
  let weights: ShapleyWeights
  var sums: [Double]
  let value: (Tree.Node) -> Double
  /// The columns whose values were told apart on the way: true for the row's own.
  private var taken: [Int: Bool] = [:]

  init(
    tree: Tree, row: ArraySlice<UInt8>, other: ArraySlice<UInt8>, weights: ShapleyWeights, sums: [Double],
    value: @escaping (Tree.Node) -> Double
  ) {
    self.tree = tree
    self.row = row
    self.other = other
    self.weights = weights
    self.sums = sums
    self.value = value
  }

  /// What the leaves below give each of the `own` columns, and take from each of the `others`.
  mutating func visit(_ index: Int, own: Int, others: Int) -> (gives: Double, takes: Double) {
    let node = tree.nodes[index]
    guard !node.isLeaf else {
      let value = value(node)
      return (own > 0 ? value * weights(own - 1, others) : 0, others > 0 ? value * weights(others - 1, own) : 0)
    }
    let feature = Int(node.feature)
    let (mine, theirs) = (child(node, row), child(node, other))
    if let isOwn = taken[feature] { return visit(isOwn ? mine : theirs, own: own, others: others) }
    guard mine != theirs else { return visit(mine, own: own, others: others) }
    taken[feature] = true
    let first = visit(mine, own: own + 1, others: others)
    taken[feature] = false
    let second = visit(theirs, own: own, others: others + 1)
    taken[feature] = nil
    sums[feature] += first.gives - second.takes
    return (first.gives + second.gives, first.takes + second.takes)
  }

  private func child(_ node: Tree.Node, _ codes: ArraySlice<UInt8>) -> Int {
    Int(node.child(codes[codes.startIndex + Int(node.feature)], tree.sets))
  }
}

extension BinnedMatrix {
  /// The codes of a row.
  func row(_ index: Int) -> ArraySlice<UInt8> { codes[(index * features)..<((index + 1) * features)] }
}
