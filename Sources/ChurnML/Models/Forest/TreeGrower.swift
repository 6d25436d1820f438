/// Grows one tree on binned rows.
///
/// Every random choice in a node comes from a source keyed by the tree and the chained sides taken from the root, so a
/// node is the same under any limits that leave it open, in whatever order nodes are grown: the nesting law.
struct TreeGrower<Word: CountWord, Criterion: Impurity>: ~Copyable {
  /// A node whose limits leave it open, with the best split of its rows once it was judged.
  private struct OpenNode: BitwiseCopyable {
    /// Among the nodes of the tree.
    let index: Int
    /// Among the entries of `samples`.
    let firstRow: Int
    let total: Word
    let depth: Int
    let path: UInt64
    /// Bit `f` is set when feature `f` is known to be constant here; the first 64 features only.
    var constant: UInt64
    var feature = 0
    var test = SplitTest.set(bits: 0)
    var left: Word = 0

    @inline(__always)
    var rows: Range<Int> { firstRow..<firstRow &+ total.samples }
  }

  private let samples: NodeSamples<Word>
  private let codes: [Int]
  private let isCategorical: [Bool]
  private let splitter: Splitter<Word, Criterion>
  private let limits: TreeLimits
  private let maxDepth: Int
  private let featuresPerNode: Int
  private let treeWeight: Double
  private let minSamplesToSplit: Int

  private var draws: FeatureDraws
  private var tree: GrowingTree
  /// The first `openCount` are open. They are read and written in place: a copy of a node just written waits for the writing.
  private let open: Room<OpenNode>
  private var openCount = 0
  /// Of every node; recorded only where `max_leaf_nodes` needs an order of paths.
  private var parents: [Int] = []

  init(
    _ samples: NodeSamples<Word>, bins: [FeatureBins], settings: ForestSettings, limits: TreeLimits,
    weights: (positive: Double, negative: Double), in space: GrowingSpace
  ) {
    // Missing and unseen rows have codes too: one more than the cells that analysis rows fill.
    codes = bins.map { $0.cells + 1 }
    isCategorical = bins.map(\.isCategorical)
    self.limits = limits
    maxDepth = limits.maxDepth ?? .max
    splitter = Splitter(
      minSamplesLeaf: settings.minSamplesLeaf, positiveWeight: weights.positive, negativeWeight: weights.negative)
    featuresPerNode = settings.maxFeatures.count(of: bins.count)
    minSamplesToSplit = max(limits.minSamplesSplit, 2 * settings.minSamplesLeaf)
    treeWeight =
      Double(samples.total.positives) * weights.positive + Double(samples.total.negatives) * weights.negative
    draws = FeatureDraws(features: bins.count, in: space)
    let leaves = limits.mostLeaves(rows: samples.count)
    tree = GrowingTree(capacity: 2 * leaves - 1, in: space)
    open = space.take(OpenNode.self, limits.maxLeafNodes == nil ? min(leaves, maxDepth) + 1 : leaves + 1)
    self.samples = samples
  }

  /// - Parameter key: names the tree among all trees of the experiment.
  mutating func grow(key: UInt64) -> GrownTree {
    add(
      OpenNode(index: tree.add(1), firstRow: 0, total: samples.total, depth: 0, path: key, constant: 0),
      parent: 0)
    var leaves = 1
    while leaves < limits.maxLeafNodes ?? .max, openCount > 0 {
      split(takeOpen())
      leaves += 1
    }
    return tree.grown()
  }

  /// Depth first, or the largest decrease first when leaves are limited.
  private mutating func takeOpen() -> OpenNode {
    openCount -= 1
    guard limits.maxLeafNodes != nil else { return open[openCount] }
    var best = 0
    for place in 0...openCount where isFirst(place, best) { best = place }
    defer { open[best] = open[openCount] }
    return open[best]
  }

  /// Whether the open node at one place is split before that at another: for its larger decrease, or its path.
  private func isFirst(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (open[a].index, open[b].index)
    let (x, y) = (tree.decrease(a), tree.decrease(b))
    return x != y ? x > y : sides(to: a).lexicographicallyPrecedes(sides(to: b))
  }

  /// The sides taken from the root to a node, 0 for left.
  private func sides(to index: Int) -> [Int] {
    var sides: [Int] = []
    var node = index
    while node != 0 {
      let parent = parents[node]
      sides.append(node - tree.left(parent))
      node = parent
    }
    return sides.reversed()
  }

  private mutating func split(_ node: OpenNode) {
    let first = tree.add(2)
    tree.split(node.index, by: node.test, of: node.feature, left: first)
    let (left, right) = (node.left, node.total &- node.left)
    // The rows of leaves are not looked at.
    let isDivided = mayOpen(left, depth: node.depth + 1) || mayOpen(right, depth: node.depth + 1)
    if isDivided { samples.divide(node.rows, by: node.test, of: node.feature) }
    // The left child comes last so that depth-first growth takes it first.
    add(child(1, of: node, first + 1, from: node.firstRow &+ left.samples, right), parent: node.index)
    add(child(0, of: node, first, from: node.firstRow, left), parent: node.index)
  }

  /// - Parameter side: 0 for the left child.
  @inline(__always)
  private func child(_ side: UInt64, of node: OpenNode, _ index: Int, from firstRow: Int, _ total: Word) -> OpenNode {
    OpenNode(
      index: index, firstRow: firstRow, total: total, depth: node.depth + 1, path: RandomSource.key(node.path, side),
      constant: node.constant)
  }

  /// Records a node, and keeps it if a split of it is found and its limits leave it open.
  @inline(__always)
  private mutating func add(_ node: OpenNode, parent: Int) {
    let risk = splitter.risk(node.total)
    var decrease = 0.0
    if mayOpen(node.total, depth: node.depth) {
      open[openCount] = node
      let score = findSplit(ofOpen: openCount)
      let ofSplit = (risk - score) / treeWeight
      if score < .infinity, !limits.closes(decrease: ofSplit) {
        decrease = ofSplit
        openCount &+= 1
      }
    }
    record(node, risk: risk, decrease: decrease)
    // Of two children, whichever comes first.
    if limits.maxLeafNodes != nil { parents.append(parent) }
  }

  /// Whether a node could be split as far as can be told without looking at its rows.
  @inline(__always)
  private func mayOpen(_ total: Word, depth: Int) -> Bool {
    depth < maxDepth && total.samples >= minSamplesToSplit && total.positives > 0 && total.negatives > 0
  }

  @inline(__always)
  private func record(_ node: OpenNode, risk: Double, decrease: Double) {
    let positive = Double(node.total.positives) * splitter.positiveWeight
    let weight = positive + Double(node.total.negatives) * splitter.negativeWeight
    tree.set(
      node.index, value: UInt32(Int64(nearest: positive / weight * Tree.scale)), cover: weight,
      GrownTree.Facts(
        depth: Int32(truncatingIfNeeded: node.depth), samples: Int32(truncatingIfNeeded: node.total.samples),
        decrease: decrease, impurity: risk / treeWeight))
  }

  /// Draws features without replacement and keeps the best split among them. As in scikit-learn, a feature
  /// constant in the node counts as drawn, but drawing goes on until one that varies was seen.
  /// - Returns: the risk that the split leaves; infinite without a split.
  private mutating func findSplit(ofOpen node: Int) -> Double {
    var source = RandomSource(key: open[node].path)
    var best = SplitCandidate<Word>()
    let known = open[node].constant
    var waiting = 0
    var anyVaries = false
    draws.reset()
    while draws.count < featuresPerNode {
      let feature = draws.next(&source)
      samples.batch[waiting] = feature
      waiting &+= Self.isOpen(feature, known)
      if waiting == NodeSamples<Word>.featuresAtOnce {
        if scan(waiting, node, &best) { anyVaries = true }
        waiting = 0
      }
    }
    if waiting > 0, scan(waiting, node, &best) { anyVaries = true }
    while !anyVaries, !draws.isExhausted {
      samples.batch[0] = draws.next(&source)
      if Self.isOpen(samples.batch[0], known) == 1 { anyVaries = scan(1, node, &best) }
    }
    if best.isFound {
      open[node].feature = best.feature
      open[node].test = best.test
      open[node].left = best.left
    }
    return best.score
  }

  /// 0 for a feature known to be constant, else 1.
  @inline(__always)
  private static func isOpen(_ feature: Int, _ known: UInt64) -> Int {
    let isKnown = Int(truncatingIfNeeded: known &>> UInt64(truncatingIfNeeded: feature)) & 1
    return feature < 64 ? 1 - isKnown : 1
  }

  /// Counts the first `number` features of the batch and offers their splits; false when all of them are constant in the node.
  private func scan(_ number: Int, _ node: Int, _ best: inout SplitCandidate<Word>) -> Bool {
    let total = open[node].total
    samples.count(open[node].rows, number)
    var anyVaries = false
    for slot in 0..<number {
      let feature = samples.batch[slot]
      let histogram = samples.histogram(slot)
      if histogram.count > 1 {
        anyVaries = true
        if isCategorical[feature] {
          splitter.scanCategorical(histogram, total: total, feature: feature, codes: codes[feature], best: &best)
        } else {
          splitter.scanNumeric(histogram, total: total, feature: feature, best: &best)
        }
      } else if feature < 64 {
        open[node].constant |= 1 &<< UInt64(feature)
      }
    }
    return anyVaries
  }
}

extension TreeLimits {
  /// Leaves that a tree of so many rows can have at most.
  func mostLeaves(rows: Int) -> Int {
    let byDepth = maxDepth.map { $0 < Int.bitWidth - 2 ? 1 << $0 : rows } ?? rows
    return min(rows, byDepth, maxLeafNodes ?? rows)
  }

  /// Whether a split with this decrease is refused. As in scikit-learn a rounding error does not close a node.
  @inline(__always)
  func closes(decrease: Double) -> Bool { decrease + .ulpOfOne < minImpurityDecrease }
}
