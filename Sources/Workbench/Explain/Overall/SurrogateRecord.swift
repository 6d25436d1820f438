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
    _ node: SurrogateTree.Node, _ path: [String], _ words: WhatIfWords
  ) -> [(words: String, share: Double, mean: Double)] {
    guard case .split(let condition, _, _, let left, let right) = node else {
      return [(path.isEmpty ? "everyone" : path.joined(separator: "; "), node.share, node.mean)]
    }
    let (yes, no) = sentences(condition, words)
    return leaves(left, path + [yes], words) + leaves(right, path + [no], words)
  }

  /// Of those who fulfil a condition, and of the others.
  private static func sentences(_ condition: SurrogateTree.Condition, _ words: WhatIfWords) -> (String, String) {
    switch condition {
    case .atMost(let column, let threshold, let takesMissing):
      let name = words.name(column)
      guard threshold > -.infinity else { return ("\(name) unknown", "\(name) known") }
      let number = WhatIfWords.short(threshold)
      let unknown = " or unknown"
      return ("\(name) at most \(number)" + (takesMissing ? unknown : ""), "\(name) above \(number)")
    case .isAmong(let column, let categories, let takesMissing):
      let name = words.name(column)
      let all = words.features.features[column].categories ?? []
      let others = all.indices.filter { !categories.contains(Int32($0)) }.map { all[$0] }
      let own = categories.map { all[Int($0)] } + (takesMissing ? ["unknown"] : [])
      return ("\(name) \(own.joined(separator: " or "))", "\(name) \(others.joined(separator: " or "))")
    }
  }
}
