/// A forest as 64-bit words, to be kept in a file, and back.
///
/// In order: the number of features, and for each its bins; the number of trees, and for each its numbers of nodes and
/// sets, the nodes (two words each) and the sets (four words each). Reading takes nothing on trust: a forest that comes
/// back can be walked for any row of the schema's columns, whatever the words were.
extension Forest {
  /// `init(words:schema:notes:)` makes an equal forest of them.
  public var words: [UInt64] {
    var words: [UInt64] = [UInt64(bins.count)]
    for bins in bins { bins.append(to: &words) }
    words.append(UInt64(trees.count))
    words.reserveCapacity(words.count + trees.reduce(0) { $0 + 2 + 2 * $1.nodes.count + 4 * $1.sets.count })
    for tree in trees { tree.append(to: &words) }
    return words
  }

  /// - Parameters:
  ///   - schema: the columns the forest was fitted on.
  ///   - notes: the fitted forest's own; they are not in the words.
  public init(words: inout WordReader, schema: FeatureSchema, notes: [String]) throws(Damage) {
    guard try words.next() == UInt64(schema.features.count) else { throw Damage("its bins are not its columns'") }
    var bins: [FeatureBins] = []
    for feature in schema.features { bins.append(try FeatureBins(words: &words, of: feature)) }
    let count = try words.count(wordsEach: 4)
    guard count > 0 else { throw Damage("it has no trees") }
    var trees: [Tree] = []
    trees.reserveCapacity(count)
    for _ in 0..<count { trees.append(try Tree(words: &words, features: bins.count)) }
    try words.end()
    self.init(bins: bins, trees: trees, notes: notes)
  }
}

extension FeatureBins {
  /// Value bins, pooled categories, the number of cuts or codes, and these.
  fileprivate func append(to words: inout [UInt64]) {
    words += [UInt64(valueBins), UInt64(pooled)]
    switch rule {
    case .numeric(let thresholds): words += [UInt64(thresholds.count)] + thresholds.map(\.bitPattern)
    case .categorical(let codes): words += [UInt64(codes.count)] + codes.map { UInt64($0) }
    }
  }

  fileprivate init(words: inout WordReader, of feature: FeatureSchema.Feature) throws(Damage) {
    let valueBins = try words.next()
    let pooled = try words.next()
    let limit = feature.kind == .numeric ? Self.numericLimit : Self.categoricalLimit
    guard valueBins <= UInt64(limit), pooled <= UInt64(UInt32.max) else { throw Damage("a column has too many bins") }
    let count = try words.count(wordsEach: 1)
    let rule: Rule
    switch feature.kind {
    case .numeric:
      guard count == max(0, Int(valueBins) - 1) else { throw Damage("a column's cuts are not its bins'") }
      rule = .numeric(thresholds: try Self.thresholds(&words, count))
    case .categorical:
      guard count == feature.categories?.count else { throw Damage("a column's bins are not its categories'") }
      rule = .categorical(codes: try Self.codes(&words, count, upTo: valueBins + 1))
    }
    self.init(rule: rule, valueBins: Int(valueBins), pooled: Int(pooled))
  }

  private static func thresholds(_ words: inout WordReader, _ count: Int) throws(Damage) -> [Double] {
    var thresholds: [Double] = []
    for _ in 0..<count {
      let threshold = Double(bitPattern: try words.next())
      guard threshold.isFinite, threshold > thresholds.last ?? -.infinity else {
        throw Damage("a column's cuts do not increase")
      }
      thresholds.append(threshold)
    }
    return thresholds
  }

  private static func codes(_ words: inout WordReader, _ count: Int, upTo unseen: UInt64) throws(Damage) -> [UInt8] {
    var codes: [UInt8] = []
    for _ in 0..<count {
      let code = try words.next()
      guard 1...unseen ~= code else { throw Damage("a category is in no bin") }
      codes.append(UInt8(code))
    }
    return codes
  }
}

extension Tree {
  fileprivate func append(to words: inout [UInt64]) {
    words += [UInt64(nodes.count), UInt64(sets.count)]
    for node in nodes {
      words.append(UInt64(node.left) | UInt64(node.value) << 32)
      words.append(
        UInt64(node.feature) | UInt64(node.low) << 16 | UInt64(node.high) << 24 | UInt64(node.bits) << 32)
    }
    for set in sets { for place in 0..<4 { words.append(set[place]) } }
  }

  fileprivate init(words: inout WordReader, features: Int) throws(Damage) {
    let nodeCount = try words.next()
    let setCount = try words.next()
    let room = UInt64(words.remaining)
    guard nodeCount <= room / 2, setCount <= (room - 2 * nodeCount) / 4 else { throw Damage("it ends too early") }
    guard nodeCount > 0 else { throw Damage("a tree has no root") }
    var nodes: [Node] = []
    nodes.reserveCapacity(Int(nodeCount))
    for index in 0..<nodeCount {
      let node = Node(try words.next(), try words.next())
      guard node.isSound(at: index, nodes: nodeCount, sets: setCount, features: features) else {
        throw Damage("a node of a tree leads nowhere")
      }
      nodes.append(node)
    }
    var sets: [SIMD4<UInt64>] = []
    sets.reserveCapacity(Int(setCount))
    for _ in 0..<setCount { sets.append(SIMD4(try words.next(), try words.next(), try words.next(), try words.next())) }
    self.init(nodes: nodes, sets: sets)
  }
}

extension Tree.Node {
  @inline(__always)
  fileprivate init(_ first: UInt64, _ second: UInt64) {
    left = UInt32(truncatingIfNeeded: first)
    value = UInt32(truncatingIfNeeded: first >> 32)
    feature = UInt16(truncatingIfNeeded: second)
    low = UInt8(truncatingIfNeeded: second >> 16)
    high = UInt8(truncatingIfNeeded: second >> 24)
    bits = UInt32(truncatingIfNeeded: second >> 32)
  }

  /// Children stand behind their parent, so every walk ends.
  @inline(__always)
  fileprivate func isSound(at index: UInt64, nodes: UInt64, sets: UInt64, features: Int) -> Bool {
    guard value <= UInt32(Tree.scale) else { return false }
    if isLeaf { return true }
    return UInt64(left) > index && UInt64(left) + 1 < nodes && Int(feature) < features
      && (!isLarge || UInt64(bits) < sets)
  }
}
