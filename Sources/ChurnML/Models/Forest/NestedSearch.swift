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
  /// - Returns: words for the record.
  public func score(
    _ ranked: RankedFeatures, labels: [UInt8], analysis: [Int], assessment: [Int], context: FitContext,
    emit: (Int, [UInt64]) throws -> Void
  ) rethrows -> [String] {
    let trainer = ForestTrainer(
      ranked, labels: labels, rows: analysis, settings: settings, limits: .loosest(of: limits), context: context)
    let matrix = BinnedMatrix(
      ranked, rows: assessment, bins: trainer.bins, jobs: context.jobs)
    let order = candidates.indices.sorted { (candidates[$0].nEstimators, $0) < (candidates[$1].nEstimators, $1) }
    var sums = NestedSums(limits: limits, rows: assessment.count, rowsAtOnce: Self.rowsAtOnce, jobs: context.jobs)
    var grown = 0
    var emitted = 0
    while emitted < order.count {
      let wanted = candidates[order[order.count - 1]].nEstimators
      let count = min(Self.treesAtOnce, wanted - grown)
      let first = grown
      let trees = concurrentMap(count: count, jobs: context.jobs) { index in
        let tree = trainer.grow(tree: first + index)
        return WalkedTree(grown: tree, leaves: LeafWalk.leaves(of: matrix, in: tree.tree))
      }
      var added = 0
      while emitted < order.count, candidates[order[emitted]].nEstimators <= grown + count {
        let candidate = order[emitted]
        sums.add(trees[added..<candidates[candidate].nEstimators - grown])
        added = candidates[candidate].nEstimators - grown
        try emit(candidate, sums[limitsOfCandidate[candidate]])
        emitted += 1
      }
      if emitted < order.count { sums.add(trees[added...]) }
      grown += count
    }
    return ranked.poolingNotes(trainer.bins)
  }
}

/// A tree and the leaf of each assessment row in it.
struct WalkedTree: Sendable {
  let grown: GrownTree
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
