/// Grows one tree on binned rows.
///
/// Every random choice in a node comes from a source keyed by the tree and the chained sides taken from the root, so a
/// node is the same under any limits that leave it open, in whatever order nodes are grown: the nesting law.
struct TreeGrower<Word: CountWord, Criterion: Impurity> {
  private struct OpenNode {
    let index: Int
    let range: Range<Int>
    let path: UInt64
    let split: SplitCandidate<Word>
    let total: Word
    /// Bit `f` is set when feature `f` is constant in the node's parent, and so here; the first 64 features only.
    let constant: UInt64
    /// The sides taken from the root, 0 for left; recorded only where `max_leaf_nodes` needs an order of paths.
    let sides: [UInt8]
  }

  private let samples: NodeSamples<Word>
  private let cells: [Int]
  private let isCategorical: [Bool]
  private let splitter: Splitter<Word, Criterion>
  private let limits: TreeLimits
  private let featuresPerNode: Int
  private let treeWeight: Double
  private let minSamplesToSplit: Int

  private let draws: FeatureDraws
  private var tree = Tree(nodes: [], sets: [])
  private var facts: [GrownTree.Facts] = []
  private var open: [OpenNode] = []

  init(
    _ samples: NodeSamples<Word>, bins: [FeatureBins], settings: ForestSettings, limits: TreeLimits,
    weights: (positive: Double, negative: Double)
  ) {
    self.samples = samples
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
  }

  /// - Parameter key: names the tree among all trees of the experiment.
  mutating func grow(key: UInt64) -> GrownTree {
    visit(addNode(), 0..<samples.count, total: samples.total, depth: 0, path: key, constant: 0, sides: [])
    var leaves = 1
    while leaves < limits.maxLeafNodes ?? .max, let node = nextOpen() {
      split(node)
      leaves += 1
    }
    return GrownTree(tree: tree, facts: facts)
  }

  private mutating func addNode() -> Int {
    tree.nodes.append(Tree.Node())
    tree.covers.append(0)
    facts.append(GrownTree.Facts(depth: 0, samples: 0, decrease: 0, risk: 0))
    return tree.nodes.count - 1
  }

  /// Depth first, or the largest decrease first when leaves are limited.
  private mutating func nextOpen() -> OpenNode? {
    guard limits.maxLeafNodes != nil else { return open.isEmpty ? nil : open.removeLast() }
    let best = open.indices.max { a, b in
      let (x, y) = (facts[open[a].index].decrease, facts[open[b].index].decrease)
      return x != y ? x < y : open[b].sides.lexicographicallyPrecedes(open[a].sides)
    }
    return best.map { open.remove(at: $0) }
  }

  /// Records a node and, if its limits leave it open and a split exists, puts it among the open ones.
  private mutating func visit(
    _ index: Int, _ range: Range<Int>, total: Word, depth: Int, path: UInt64, constant: UInt64, sides: [UInt8]
  ) {
    let positive = Double(total.positives) * splitter.positiveWeight
    let weight = positive + Double(total.negatives) * splitter.negativeWeight
    let risk = splitter.risk(total)
    tree.nodes[index].value = UInt32(UInt64(nearest: positive / weight * Tree.scale))
    tree.covers[index] = weight
    facts[index].depth = Int32(depth)
    facts[index].samples = Int32(range.count)
    facts[index].risk = CostComplexity.fixed(risk / treeWeight)
    guard depth < limits.maxDepth ?? .max, range.count >= minSamplesToSplit, total.positives > 0, total.negatives > 0,
      let (split, constant) = bestSplit(range, depth: depth, total: total, path: path, constant: constant)
    else { return }
    let decrease = (risk - split.score) / treeWeight
    facts[index].decrease = decrease
    guard !limits.closes(decrease: decrease) else { return }
    open.append(
      OpenNode(
        index: index, range: range, path: path, split: split, total: total, constant: constant, sides: sides))
  }

  /// Draws features without replacement and takes the best split among them. As in scikit-learn, a feature
  /// constant in the node counts as drawn, but drawing goes on until one that varies was seen.
  /// - Parameter known: features known to be constant here.
  /// - Returns: the split, and the features now known to be constant; nil when no split is allowed.
  private mutating func bestSplit(
    _ range: Range<Int>, depth: Int, total: Word, path: UInt64, constant known: UInt64
  ) -> (SplitCandidate<Word>, UInt64)? {
    var source = RandomSource(key: path)
    var best = SplitCandidate<Word>()
    var batch = SIMD4<Int>.zero
    var waiting = 0
    var constant = known
    var anyVaries = false
    draws.reset()
    while !draws.isExhausted, draws.count < featuresPerNode || !anyVaries {
      let feature = draws.next(&source)
      if feature >= 64 || known &>> UInt64(feature) & 1 == 0 {
        batch[waiting] = feature
        waiting += 1
      }
      let isLast = draws.isExhausted || draws.count >= featuresPerNode
      guard waiting == NodeSamples<Word>.featuresAtOnce || (isLast && waiting > 0) else { continue }
      samples.count(range, depth: depth, features: batch, waiting, cells: cells)
      for slot in 0..<waiting {
        if scan(slot, feature: batch[slot], total: total, best: &best) {
          anyVaries = true
        } else if batch[slot] < 64 {
          constant |= 1 &<< UInt64(batch[slot])
        }
      }
      waiting = 0
    }
    return best.isFound ? (best, constant) : nil
  }

  /// Offers a counted feature's splits and clears its histogram; false when the feature is constant in the node.
  @inline(__always)
  private func scan(_ slot: Int, feature: Int, total: Word, best: inout SplitCandidate<Word>) -> Bool {
    let histogram = samples.histogram(slot)
    defer { histogram.clear() }
    guard histogram.count > 1 else { return false }
    if isCategorical[feature] {
      splitter.scanCategorical(histogram, total: total, feature: feature, best: &best)
    } else {
      splitter.scanNumeric(histogram, total: total, feature: feature, best: &best)
    }
    return true
  }

  private mutating func split(_ node: OpenNode) {
    let split = node.split
    let middle = divide(node)
    facts[node.index].isSplit = true
    let left = addNode()
    let right = addNode()
    tree.nodes[node.index].left = UInt32(left)
    let depth = Int(facts[node.index].depth) + 1
    let ordered = limits.maxLeafNodes != nil
    // The left child is visited last so that depth-first growth takes it first.
    visit(
      right, middle..<node.range.upperBound, total: node.total &- split.left, depth: depth,
      path: RandomSource.key(node.path, 1), constant: node.constant,
      sides: ordered ? node.sides + [1] : [])
    visit(
      left, node.range.lowerBound..<middle, total: split.left, depth: depth,
      path: RandomSource.key(node.path, 0), constant: node.constant,
      sides: ordered ? node.sides + [0] : [])
  }
}

extension TreeGrower {
  /// Writes the node's test and divides its rows by it.
  private mutating func divide(_ node: OpenNode) -> Int {
    let split = node.split
    // Missing and unseen rows have codes too: one more than the cells that analysis rows fill.
    tree.setTest(split.test, feature: split.feature, codes: cells[split.feature] + 1, at: node.index)
    let stored = tree.nodes[node.index]
    let depth = Int(facts[node.index].depth)
    if stored.isLarge {
      let set = split.test.codes
      return samples.divide(node.range, depth: depth, feature: split.feature) { set.contains(code: $0) ? 0 : 1 }
    }
    return samples.divide(node.range, depth: depth, feature: split.feature) { stored.side($0) }
  }
}

extension TreeLimits {
  /// Whether a split with this decrease is refused. As in scikit-learn a rounding error does not close a node.
  @inline(__always)
  func closes(decrease: Double) -> Bool { decrease + .ulpOfOne < minImpurityDecrease }
}
