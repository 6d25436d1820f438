internal import ChurnML

/// The model in a few sentences, and how much of it they say.
enum SurrogateRecord {
  private static let depth = 3

  /// `{depth, r2, undefined{r2}?, leaves[{words, share, mean}]}`: the leaf of the highest mean first.
  static func json(_ features: [Column], rows: [Int], predictions: [Double], jobs: Int) -> JSON {
    let tree = SurrogateTree(features, rows: rows, predictions: predictions, depth: depth, jobs: jobs)
    let words = WhatIfWords(features: FeatureSchema(of: features))
    var members: [JSON.Member] = [
      .init("depth", .integer(depth)), .init("r2", tree.fidelity.value.map { .number($0) } ?? .null),
    ]
    if let reason = tree.fidelity.reason { members.append(.init("undefined", ["r2": .text(reason)])) }
    let leaves = leaves(tree.root, [], words).enumerated()
      .sorted { a, b in (b.element.mean, a.offset) < (a.element.mean, b.offset) }.map(\.element)
    return .object(
      members + [
        .init(
          "leaves",
          .list(leaves.map { ["words": .text($0.words), "share": .number($0.share), "mean": .number($0.mean)] }))
      ])
  }

  private static func leaves(
    _ node: SurrogateTree.Node, _ rules: [SurrogateRule], _ words: WhatIfWords
  ) -> [(words: String, share: Double, mean: Double)] {
    guard case .split(let condition, _, _, let left, let right) = node else {
      let sentence = rules.map { $0.words(words) }.joined(separator: "; ")
      return [(rules.isEmpty ? "everyone" : sentence, node.share, node.mean)]
    }
    let categories = words.features.features[condition.column].categories?.count ?? 0
    func narrowed(_ holds: Bool) -> [SurrogateRule] {
      var rules = rules
      let known = rules.firstIndex { $0.column == condition.column }
      if known == nil { rules.append(SurrogateRule(column: condition.column, categories: categories)) }
      rules[known ?? rules.count - 1].narrow(condition, holds: holds)
      return rules
    }
    return leaves(left, narrowed(true), words) + leaves(right, narrowed(false), words)
  }
}
