/// Scores many candidates on assessment rows from one forest, grown under the loosest of their limits.
///
/// Each tree is grown once, each assessment row walks it once to its leaf, and every set of tree limits is a table look-up
/// there (`TreeCutter`). Smaller `n_estimators` are prefixes. Sums are integers, so nothing depends on threads.
public struct NestedSearch: Sendable {
  private let settings: ForestSettings
  private let candidates: [ForestLimits]
  /// The distinct tree limits, and for each candidate the index of its own.
  private let limits: [TreeLimits]
  private let limitsOfCandidate: [Int]
  /// Trees grown before any of them is evaluated: enough to keep the threads busy, few enough to stay in memory.
  public static let treesAtOnce = 64
  private static let rowsAtOnce = 1 << 16

  public init(settings: ForestSettings, candidates: [ForestLimits]) {
    self.settings = settings
    self.candidates = candidates
    // Neighbours share what closes nodes, so that one best-first order serves a run of them.
    limits = Set(candidates.map(\.tree)).sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
    let index = Dictionary(uniqueKeysWithValues: limits.enumerated().map { ($1, $0) })
    limitsOfCandidate = candidates.map { index[$0.tree] ?? 0 }
  }

  /// Calls `emit(candidate, sums)` once for every candidate, in order of `n_estimators`; `sums[i]` is the sum over the
  /// candidate's trees of the value of assessment row `i` (`Forest.probability` turns it into a probability).
  /// - Parameter count: if given, takes each candidate and how many nodes its trees have.
  /// - Returns: words for the record.
  public func score(
    _ data: Dataset, analysis: [Int], assessment: [Int], context: FitContext,
    count: ((Int, Int) -> Void)? = nil, emit: (Int, [UInt64]) throws -> Void
  ) rethrows -> [String] {
    let trainer = trainer(data, analysis: analysis, context: context)
    let matrix = BinnedMatrix(data.features, rows: assessment, bins: trainer.bins, jobs: context.jobs)
    try search(trainer, matrix, jobs: context.jobs, count: count) { _ in
      nil
    } emit: { candidate, sums, _ in
      try emit(candidate, sums)
    }
    return FeatureBins.poolingNotes(trainer.bins, of: data.features)
  }

  /// Scores every candidate on the rows that each tree left out of its bag, from one fit on all of `rows`: the whole
  /// nested surface for the price of one fit (Breiman: Out-of-bag estimation, 1996).
  ///
  /// A row's score is the mean over the trees that did not see it, about 37 % of them, so it is a forest of fewer trees that is
  /// judged: pessimistic while trees are few. A row that every tree saw has the share of positives. Where rows
  /// repeat customers, out-of-bag rows are not new customers and the scores are optimistic.
  /// - Parameter emit: a candidate and P(churned) for each of `rows`.
  public func scoreOutOfBag(
    _ data: Dataset, rows: [Int], context: FitContext,
    emit: (Int, [Double]) throws -> Void
  ) throws -> [String] {
    try OutOfBag.require(settings)
    let trainer = trainer(data, analysis: rows, context: context)
    let matrix = BinnedMatrix(data.features, rows: rows, bins: trainer.bins, jobs: context.jobs)
    let prior = OutOfBag.prior(data.labels, rows)
    try search(trainer, matrix, jobs: context.jobs, count: nil, rowsOfTree: trainer.outOfBag) {
      candidate, sums, trees in
      try emit(candidate, zip(sums, trees).map { OutOfBag.probability(sum: $0, trees: Int($1), prior: prior) })
    }
    return FeatureBins.poolingNotes(trainer.bins, of: data.features)
  }

  private func trainer(_ data: Dataset, analysis: [Int], context: FitContext) -> ForestTrainer {
    ForestTrainer(data, rows: analysis, settings: settings, limits: .loosest(of: limits), context: context)
  }

  /// - Parameters:
  ///   - rowsOfTree: the rows of the matrix that a tree scores; nil for all.
  ///   - emit: a candidate, its sums, and how many of its trees scored each row.
  private func search(
    _ trainer: ForestTrainer, _ matrix: BinnedMatrix, jobs: Int, count: ((Int, Int) -> Void)?,
    rowsOfTree: @Sendable (Int) -> [UInt32]?, emit: (Int, [UInt64], [UInt32]) throws -> Void
  ) rethrows {
    let order = candidates.indices.sorted { (candidates[$0].nEstimators, $0) < (candidates[$1].nEstimators, $1) }
    let wanted = order.last.map { candidates[$0].nEstimators } ?? 0
    var sums = NestedSums(limits: limits, rows: matrix.rows, rowsAtOnce: Self.rowsAtOnce, jobs: jobs)
    var emitted = 0
    for first in stride(from: 0, to: wanted, by: Self.treesAtOnce) {
      let trees = concurrentMap(count: min(Self.treesAtOnce, wanted - first), jobs: jobs) { index in
        let grown = trainer.grow(tree: first + index)
        let rows = rowsOfTree(first + index)
        return WalkedTree(grown: grown, rows: rows, leaves: LeafWalk.leaves(of: matrix, rows: rows, in: grown.tree))
      }
      var added = 0
      while emitted < order.count, candidates[order[emitted]].nEstimators <= first + trees.count {
        let candidate = order[emitted]
        sums.add(trees[added..<candidates[candidate].nEstimators - first])
        added = candidates[candidate].nEstimators - first
        count?(candidate, sums.nodes[limitsOfCandidate[candidate]])
        try emit(candidate, sums[limitsOfCandidate[candidate]], sums.trees)
        emitted += 1
      }
      sums.add(trees[added...])
    }
  }
}

/// A tree, the rows of a matrix that it scores, increasing, nil for all of them, and their leaves.
struct WalkedTree: Sendable {
  let grown: GrownTree
  let rows: [UInt32]?
  let leaves: [UInt32]
}

extension TreeLimits {
  /// Orders limits so that those that close the same nodes are neighbours.
  fileprivate var sortKey: [Double] {
    [
      maxDepth.map(Double.init) ?? .infinity, Double(minSamplesSplit), minImpurityDecrease,
      maxLeafNodes.map(Double.init) ?? .infinity, ccpAlpha,
    ]
  }
}
