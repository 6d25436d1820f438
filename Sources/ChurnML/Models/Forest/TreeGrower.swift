/// Grows one tree on binned rows.
///
/// Every random choice in a node comes from a source keyed by the tree and the chained sides taken from the root, so a
/// node is the same under any limits that leave it open, in whatever order nodes are grown: the nesting law.
struct TreeGrower<Word: CountWord, Criterion: Impurity>: ~Copyable {
  /// A node of which it is not known yet whether it is split.
  private struct Place {
    let rows: NodeRows
    let total: Word
    /// The splitter's, of `total`.
    let risk: Double
    let depth: Int
    let path: UInt64
    /// Bit `f` is set when feature `f` is known to be constant here; the first 64 features only.
    var constant: UInt64
  }

  private struct OpenNode {
    let index: Int
    let place: Place
    let split: SplitCandidate<Word>
  }

  private let samples: NodeSamples<Word>
  private let cells: [Int]
  private let isCategorical: [Bool]
  private let splitter: Splitter<Word, Criterion>
  private let limits: TreeLimits
  private let featuresPerNode: Int
  private let treeWeight: Double
  private let minSamplesToSplit: Int

  private var draws: FeatureDraws
  private var tree: GrowingTree
  private var open: [OpenNode] = []
  /// Of every node; recorded only where `max_leaf_nodes` needs an order of paths.
  private var parents: [Int] = []

  init(
    _ samples: NodeSamples<Word>, bins: [FeatureBins], settings: ForestSettings, limits: TreeLimits,
    weights: (positive: Double, negative: Double), in space: GrowingSpace
  ) {
    cells = bins.map(\.cells)
    isCategorical = bins.map(\.isCategorical)
    self.limits = limits
    splitter = Splitter(
      minSamplesLeaf: settings.minSamplesLeaf, positiveWeight: weights.positive, negativeWeight: weights.negative)
    featuresPerNode = settings.maxFeatures.count(of: bins.count)
    minSamplesToSplit = max(limits.minSamplesSplit, 2 * settings.minSamplesLeaf)
    treeWeight =
      Double(samples.total.positives) * weights.positive + Double(samples.total.negatives) * weights.negative
    draws = FeatureDraws(features: bins.count)
    self.samples = samples
    tree = GrowingTree(capacity: 2 * limits.mostLeaves(rows: samples.count) - 1, in: space)
  }

  /// - Parameter key: names the tree among all trees of the experiment.
  mutating func grow(key: UInt64) -> GrownTree {
    var root = Place(
      rows: samples.root, total: samples.total, risk: splitter.risk(samples.total), depth: 0, path: key, constant: 0)
    let split = judge(&root)
    record(root, split, parent: 0)
    if split.isFound { open.append(OpenNode(index: 0, place: root, split: split)) }
    var leaves = 1
    while leaves < limits.maxLeafNodes ?? .max, let node = nextOpen() {
      self.split(node)
      leaves += 1
    }
    return tree.grown()
  }

  /// Depth first, or the largest decrease first when leaves are limited.
  private mutating func nextOpen() -> OpenNode? {
    guard limits.maxLeafNodes != nil else { return open.popLast() }
    var best: Int?
    for place in open.indices {
      if best.map({ isFirst(place, $0) }) ?? true { best = place }
    }
    return best.map { open.remove(at: $0) }
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

  /// The split of a node that its limits leave open, if there is one.
  private mutating func judge(_ place: inout Place) -> SplitCandidate<Word> {
    let total = place.total
    guard place.depth < limits.maxDepth ?? .max, place.rows.count >= minSamplesToSplit, total.positives > 0,
      total.negatives > 0
    else { return SplitCandidate() }
    let split = bestSplit(&place)
    return split.isFound && limits.closes(decrease: decrease(place, split)) ? SplitCandidate() : split
  }

  @inline(__always)
  private func decrease(_ place: Place, _ split: SplitCandidate<Word>) -> Double {
    (place.risk - split.score) / treeWeight
  }

  private mutating func record(_ place: Place, _ split: SplitCandidate<Word>, parent: Int) {
    let positive = Double(place.total.positives) * splitter.positiveWeight
    let weight = positive + Double(place.total.negatives) * splitter.negativeWeight
    tree.add(
      value: UInt32(Int64(nearest: positive / weight * Tree.scale)), cover: weight,
      GrownTree.Facts(
        depth: Int32(place.depth), samples: Int32(place.rows.count),
        decrease: split.isFound ? decrease(place, split) : 0,
        impurity: place.risk / treeWeight))
    if limits.maxLeafNodes != nil { parents.append(parent) }
  }

  /// Draws features without replacement and takes the best split among them. As in scikit-learn, a feature
  /// constant in the node counts as drawn, but drawing goes on until one that varies was seen.
  private mutating func bestSplit(_ place: inout Place) -> SplitCandidate<Word> {
    var source = RandomSource(key: place.path)
    var best = SplitCandidate<Word>()
    let known = place.constant
    var waiting = 0
    var anyVaries = false
    draws.reset()
    while draws.count < featuresPerNode {
      let feature = draws.next(&source)
      samples.batch[waiting] = feature
      waiting &+= Self.isOpen(feature, known)
      if waiting == NodeSamples<Word>.featuresAtOnce {
        if scan(waiting, &place, &best) { anyVaries = true }
        waiting = 0
      }
    }
    if waiting > 0, scan(waiting, &place, &best) { anyVaries = true }
    while !anyVaries, !draws.isExhausted {
      samples.batch[0] = draws.next(&source)
      if Self.isOpen(samples.batch[0], known) == 1 { anyVaries = scan(1, &place, &best) }
    }
    return best
  }

  /// 0 for a feature known to be constant, else 1.
  @inline(__always)
  private static func isOpen(_ feature: Int, _ known: UInt64) -> Int {
    let isKnown = Int(truncatingIfNeeded: known &>> UInt64(truncatingIfNeeded: feature)) & 1
    return feature < 64 ? 1 - isKnown : 1
  }

  /// Counts the first `number` features of the batch and offers their splits; false when all of them are constant in the node.
  @inline(__always)
  private func scan(_ number: Int, _ place: inout Place, _ best: inout SplitCandidate<Word>) -> Bool {
    samples.count(place.rows, depth: place.depth, number)
    var anyVaries = false
    for slot in 0..<number {
      let feature = samples.batch[slot]
      let histogram = samples.histogram(slot)
      if histogram.count > 1 {
        anyVaries = true
        if isCategorical[feature] {
          splitter.scanCategorical(histogram, total: place.total, feature: feature, best: &best)
        } else {
          splitter.scanNumeric(histogram, total: place.total, feature: feature, best: &best)
        }
      } else if feature < 64 {
        place.constant |= 1 &<< UInt64(feature)
      }
    }
    return anyVaries
  }

  private mutating func split(_ node: OpenNode) {
    let place = node.place
    // Missing and unseen rows have codes too: one more than the cells that analysis rows fill.
    let stored = tree.split(
      node.index, by: node.split.test, feature: node.split.feature, codes: cells[node.split.feature] + 1)
    let rows = samples.divide(place.rows, depth: place.depth, by: stored, node.split.test)
    var left = child(0, of: place, rows.left, node.split.left)
    var right = child(1, of: place, rows.right, place.total &- node.split.left)
    let splitOfLeft = judge(&left)
    let splitOfRight = judge(&right)
    let index = tree.count
    record(left, splitOfLeft, parent: node.index)
    record(right, splitOfRight, parent: node.index)
    // The left child comes last so that depth-first growth takes it first.
    if splitOfRight.isFound { open.append(OpenNode(index: index + 1, place: right, split: splitOfRight)) }
    if splitOfLeft.isFound { open.append(OpenNode(index: index, place: left, split: splitOfLeft)) }
  }

  /// - Parameter side: 0 for the left child.
  @inline(__always)
  private func child(_ side: UInt64, of place: Place, _ rows: NodeRows, _ total: Word) -> Place {
    Place(
      rows: rows, total: total, risk: splitter.risk(total), depth: place.depth + 1,
      path: RandomSource.key(place.path, side), constant: place.constant)
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
