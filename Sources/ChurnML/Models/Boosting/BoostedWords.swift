/// In order: the columns' bins; the start; the number of trees, and for each how many values its leaves have, the values,
/// and the tree.
extension BoostedModel: PackedClassifier {
  public var words: [UInt64] {
    var words: [UInt64] = []
    FeatureBins.append(bins, to: &words)
    words += [start.bitPattern, UInt64(trees.count)]
    for tree in trees {
      words.append(UInt64(tree.values.count))
      words += tree.values.map(\.bitPattern)
      tree.tree.append(to: &words)
    }
    return words
  }

  public init(words: inout WordReader, schema: FeatureSchema, notes: [String]) throws(Damage) {
    bins = try FeatureBins.all(words: &words, of: schema)
    start = try words.nextNumber()
    var trees: [BoostedTree] = []
    for _ in 0..<(try words.count(wordsEach: 7)) {
      var values: [Double] = []
      for _ in 0..<(try words.count(wordsEach: 1)) { values.append(try words.nextNumber()) }
      guard !values.isEmpty else { throw Damage("a tree has no values") }
      let tree = try Tree(words: &words, features: bins.count, largestValue: UInt32(clamping: values.count - 1))
      trees.append(BoostedTree(tree: tree, values: values))
    }
    self.trees = trees
    self.notes = notes
    try words.end()
  }
}
