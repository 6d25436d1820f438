extension RunPlan {
  /// How many nodes the trees of each candidate have, on average over its units; none where nobody counted.
  func nodes(_ entries: [String: Journal.Entry]) -> [Int: Double] {
    var sums: [Int: (nodes: Int, units: Int)] = [:]
    for unit in units {
      guard let nodes = entries[unit.id]?.nodes, nodes.count == unit.group.candidates.count else { continue }
      for (candidate, count) in zip(unit.group.candidates, nodes) {
        let before = sums[candidate.id] ?? (0, 0)
        sums[candidate.id] = (before.nodes + count, before.units + 1)
      }
    }
    return sums.mapValues { Double($0.nodes) / Double($0.units) }
  }
}
