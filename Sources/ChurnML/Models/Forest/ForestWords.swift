/// In order: the columns' bins; the number of trees, and the trees.
extension Forest: PackedClassifier {
  public var words: [UInt64] {
    var words: [UInt64] = []
    FeatureBins.append(bins, to: &words)
    words.append(UInt64(trees.count))
    words.reserveCapacity(words.count + trees.reduce(0) { $0 + 2 + 3 * $1.nodes.count + 4 * $1.sets.count })
    for tree in trees { tree.append(to: &words) }
    return words
  }

  public init(words: inout WordReader, schema: FeatureSchema, notes: [String]) throws(Damage) {
    let bins = try FeatureBins.all(words: &words, of: schema)
    let count = try words.count(wordsEach: 5)
    guard count > 0 else { throw Damage("it has no trees") }
    var trees: [Tree] = []
    trees.reserveCapacity(count)
    for _ in 0..<count {
      trees.append(try Tree(words: &words, features: bins.count, largestValue: UInt32(Tree.scale)))
    }
    try words.end()
    self.init(bins: bins, trees: trees, notes: notes)
  }
}
