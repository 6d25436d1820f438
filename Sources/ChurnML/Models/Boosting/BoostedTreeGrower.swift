/// Grows one regression tree on gradients, the leaf of largest gain first. A node's histogram is counted for the
/// smaller of two children; the larger one's is their parent's minus it.
struct BoostedTreeGrower {
  private struct Leaf {
    let node: Int
    let bag: Range<Int>
    let outside: Range<Int>
    let depth: Int
    let path: UInt64
    let total: GradientSum
    /// Empty when the leaf can not be split.
    var histogram: [GradientSum] = []
    var split: BoostingSplit?
  }

  /// A leaf that can be split; the one of largest gain comes first, of equals the earlier.
  private struct Candidate: Comparable {
    let gain: Double
    let leaf: Int

    static func < (a: Candidate, b: Candidate) -> Bool { (a.gain, b.leaf) < (b.gain, a.leaf) }
  }

  private let samples: BoostingSamples
  private let splitter: BoostingSplitter
  private let settings: BoostingSettings
  private var tree = Tree(nodes: [], sets: [])
  private var leaves: [Leaf] = []
  private var candidates = Heap<Candidate>()

  init(_ samples: BoostingSamples, splitter: BoostingSplitter, settings: BoostingSettings) {
    self.samples = samples
    self.splitter = splitter
    self.settings = settings
  }

  /// Grows a tree and adds its leaves' values to the rows' predictors.
  /// - Parameters:
  ///   - bag: how many rows are in the bag.
  ///   - key: names the tree among all of the experiment.
  consuming func grow(bag: Int, rows: Int, key: UInt64) -> BoostedTree {
    let histogram = samples.histogram(0..<bag)
    addNode(rows: bag)
    // Every row is in some cell of the first bundle; without bundles nothing can be split.
    let total = histogram.prefix(samples.matrix.offsets.dropFirst().first ?? 0).reduce(.zero, &+)
    var root = Leaf(node: 0, bag: 0..<bag, outside: bag..<rows, depth: 0, path: key, total: total)
    root.histogram = histogram
    root.split = split(of: root)
    leaves.append(root)
    enqueue(0)
    while leaves.count < settings.maxLeafNodes ?? .max, let best = candidates.popMax() { divide(best.leaf) }
    return finish()
  }

  private mutating func addNode(rows: Int) {
    tree.nodes.append(Tree.Node())
    tree.covers.append(Double(rows))
  }

  private mutating func enqueue(_ leaf: Int) {
    if let split = leaves[leaf].split {
      candidates.insert(Candidate(gain: split.gain, leaf: leaf))
    } else {
      leaves[leaf].histogram = []
    }
  }

  private func split(of leaf: Leaf) -> BoostingSplit? {
    splitter.best(leaf.histogram, total: leaf.total, features: features(path: leaf.path))
  }

  /// The columns that a node looks at, increasing.
  private func features(path: UInt64) -> [Int] {
    var all = Array(samples.matrix.features.indices)
    guard settings.maxFeatures < 1 else { return all }
    var source = RandomSource(path)
    source.shuffle(&all)
    return all.prefix(max(1, Int(settings.maxFeatures * Double(all.count)))).sorted()
  }

  private mutating func divide(_ index: Int) {
    let parent = leaves[index]
    guard let split = parent.split, let feature = samples.matrix.features[split.feature] else { return }
    let table = samples.matrix.cells(of: feature, in: split.test.codes)
    let middle = samples.divide(parent.bag, bundle: feature.bundle, goesLeft: table)
    let outsideMiddle = samples.divide(parent.outside, bundle: feature.bundle, goesLeft: table)
    record(split, at: parent.node)
    var left = Leaf(
      node: tree.nodes.count, bag: parent.bag.lowerBound..<middle, outside: parent.outside.lowerBound..<outsideMiddle,
      depth: parent.depth + 1, path: RandomSource.key(parent.path, 0), total: split.left)
    var right = Leaf(
      node: tree.nodes.count + 1, bag: middle..<parent.bag.upperBound,
      outside: outsideMiddle..<parent.outside.upperBound, depth: parent.depth + 1,
      path: RandomSource.key(parent.path, 1), total: parent.total &- split.left)
    for leaf in [left, right] { addNode(rows: leaf.bag.count) }
    leaves[index].histogram = []
    open(&left, &right, parent: parent.histogram)
    leaves[index] = left
    leaves.append(right)
    enqueue(index)
    enqueue(leaves.count - 1)
  }

  private mutating func record(_ split: BoostingSplit, at node: Int) {
    tree.nodes[node].left = UInt32(tree.nodes.count)
    tree.setTest(split.test, feature: split.feature, at: node)
  }

  /// Finds the children's splits, where they may have any.
  private func open(_ left: inout Leaf, _ right: inout Leaf, parent: consuming [GradientSum]) {
    guard leaves.count + 1 < settings.maxLeafNodes ?? .max else { return }
    let (leftOpens, rightOpens) = (mayOpen(left), mayOpen(right))
    guard leftOpens || rightOpens else { return }
    let leftIsSmaller = left.bag.count <= right.bag.count
    let smaller = samples.histogram(leftIsSmaller ? left.bag : right.bag)
    for cell in smaller.indices { parent[cell] &-= smaller[cell] }
    left.histogram = leftIsSmaller ? smaller : parent
    right.histogram = leftIsSmaller ? parent : smaller
    if leftOpens { left.split = split(of: left) }
    if rightOpens { right.split = split(of: right) }
  }

  private func mayOpen(_ leaf: Leaf) -> Bool {
    leaf.depth < settings.maxDepth ?? .max && leaf.bag.count >= 2 * settings.minSamplesLeaf
  }

  private consuming func finish() -> BoostedTree {
    var values: [Double] = []
    for leaf in leaves {
      let value = settings.learningRate * splitter.step(leaf.total)
      tree.nodes[leaf.node].value = UInt32(values.count)
      values.append(value)
      samples.add(value, to: leaf.bag)
      samples.add(value, to: leaf.outside)
    }
    return BoostedTree(tree: tree, values: values)
  }
}
