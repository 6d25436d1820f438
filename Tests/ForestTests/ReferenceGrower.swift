@testable import ChurnML

/// Grows a tree from the definitions of DESIGN section 2 alone: raw values instead of bins, sets of rows instead of ranges, every candidate
/// scored by counting again. Slow and plain on purpose.
struct ReferenceGrower {
  /// Bugs to plant, one at a time, to show that the comparison finds them.
  enum Bug: CaseIterable {
    case minSamplesSplitIgnored
    case lessForLessOrEqual
    case tieBreakDropped
    case streamSharedBetweenNodes
  }

  struct Node: Equatable {
    var feature: Int?
    let samples: Int
    let value: UInt32
    /// All rows of the data set that come here, in the bag or not.
    let rows: [Int]
  }

  private struct Candidate {
    let feature: Int
    let left: Set<Int>
    let score: Double
    /// Whether a row of the data set goes left.
    let route: (Int) -> Bool
  }

  let data: Dataset
  /// Increasing.
  let analysis: [Int]
  /// By analysis row.
  let multiplicity: [Int: Int]
  let settings: ForestSettings
  let limits: TreeLimits
  let weights: (positive: Double, negative: Double)
  var bug: Bug?

  /// The nodes in depth-first order, left first.
  func grow(key: UInt64) -> [Node] {
    var nodes: [Node] = []
    var shared = RandomSource(key: key)
    let bag = analysis.filter { multiplicity[$0, default: 0] > 0 }
    visit(bag: bag, rows: Array(0..<data.rows), depth: 0, path: key, shared: &shared, into: &nodes)
    return nodes
  }

  private func visit(
    bag: [Int], rows: [Int], depth: Int, path: UInt64, shared: inout RandomSource, into nodes: inout [Node]
  ) {
    let (positive, negative) = weight(bag)
    let index = nodes.count
    let value = UInt32((positive / (positive + negative) * Tree.scale).rounded())
    nodes.append(Node(feature: nil, samples: bag.count, value: value, rows: rows))
    guard mayOpen(bag, depth: depth), positive > 0, negative > 0 else { return }
    let best: Candidate?
    if bug == .streamSharedBetweenNodes {
      best = split(bag, source: &shared)
    } else {
      var source = RandomSource(key: path)
      best = split(bag, source: &source)
    }
    guard let best else { return }
    let all = weight(analysis.filter { multiplicity[$0, default: 0] > 0 })
    let decrease = (risk(bag) - best.score) / (all.positive + all.negative)
    guard decrease + .ulpOfOne >= limits.minImpurityDecrease else { return }
    nodes[index].feature = best.feature
    for side: UInt64 in [0, 1] {
      visit(
        bag: bag.filter { best.left.contains($0) == (side == 0) }, rows: rows.filter { best.route($0) == (side == 0) },
        depth: depth + 1, path: RandomSource.key(path, side), shared: &shared, into: &nodes)
    }
  }

  private func mayOpen(_ bag: [Int], depth: Int) -> Bool {
    let maxDepth = limits.maxDepth ?? .max
    let deepEnough = bug == .lessForLessOrEqual ? depth > maxDepth : depth >= maxDepth
    let large = bag.count >= limits.minSamplesSplit || bug == .minSamplesSplitIgnored
    return !deepEnough && large && bag.count >= 2 * settings.minSamplesLeaf
  }

  private func weight(_ rows: some Sequence<Int>) -> (positive: Double, negative: Double) {
    var (positives, negatives) = (0, 0)
    for row in rows {
      let times = multiplicity[row, default: 0]
      if data.labels[row] == 1 { positives += times } else { negatives += times }
    }
    return (Double(positives) * weights.positive, Double(negatives) * weights.negative)
  }

  private func risk(_ rows: some Sequence<Int>) -> Double {
    let (positive, negative) = weight(rows)
    let total = positive + negative
    switch settings.criterion {
    case .gini: return 2 * positive * negative / total
    case .entropy:
      func term(_ part: Double) -> Double { part > 0 ? part * ExactLog2.value(total / part) : 0 }
      return term(positive) + term(negative)
    }
  }

  /// Draws features until enough were drawn and one of them varies, and takes the best split among them.
  private func split(_ bag: [Int], source: inout RandomSource) -> Candidate? {
    var left = Array(data.features.indices)
    var drawn = 0
    var anyVaries = false
    var best: Candidate?
    while drawn < data.features.count, drawn < settings.maxFeatures.count(of: data.features.count) || !anyVaries {
      left.swapAt(drawn, drawn + source.index(below: left.count - drawn))
      let feature = left[drawn]
      drawn += 1
      let candidates = candidates(bag, feature)
      if candidates.varies { anyVaries = true }
      for candidate in candidates.list where isBetter(candidate, than: best) { best = candidate }
    }
    return best
  }

  private func isBetter(_ candidate: Candidate, than best: Candidate?) -> Bool {
    guard let best else { return true }
    if candidate.score != best.score { return candidate.score < best.score }
    return bug == .tieBreakDropped ? candidate.feature != best.feature : candidate.feature < best.feature
  }

  /// All divisions of the bag on a feature in the order in which equal ones are preferred.
  private func candidates(_ bag: [Int], _ feature: Int) -> (list: [Candidate], varies: Bool) {
    let divisions =
      switch data.features[feature].values {
      case .numeric(let values): numeric(bag, values)
      case .categorical(let codes, _): categorical(bag, codes)
      }
    let list = divisions.compactMap { division -> Candidate? in
      let right = bag.filter { !division.left.contains($0) }
      guard division.left.count >= settings.minSamplesLeaf, right.count >= settings.minSamplesLeaf else { return nil }
      return Candidate(
        feature: feature, left: division.left, score: risk(division.left.sorted()) + risk(right), route: division.route)
    }
    return (list, !divisions.isEmpty)
  }

  private typealias Division = (left: Set<Int>, route: (Int) -> Bool)

  private func numeric(_ bag: [Int], _ values: [Double]) -> [Division] {
    let known = Set(analysis.map { values[$0] }.filter { !$0.isNaN }).sorted()
    let distinct = Set(bag.map { values[$0] }.filter { !$0.isNaN }).sorted()
    let missing = Set(bag.filter { values[$0].isNaN })
    var divisions: [Division] = []
    for cut in distinct {
      let isLast = cut == distinct.last
      let next = known.first { $0 > cut }
      let threshold = next.map { cut / 2 + $0 / 2 } ?? .infinity
      let below = Set(bag.filter { values[$0] <= cut })
      func division(_ left: Set<Int>, missingLeft: Bool) -> Division {
        (left, { row in values[row].isNaN ? missingLeft : values[row] <= threshold })
      }
      if missing.isEmpty {
        if !isLast { divisions.append(division(below, missingLeft: 2 * below.count >= bag.count)) }
      } else {
        divisions.append(division(below, missingLeft: false))
        if !isLast { divisions.append(division(below.union(missing), missingLeft: true)) }
      }
    }
    return divisions
  }

  private func categorical(_ bag: [Int], _ codes: [Int32]) -> [Division] {
    let groups = Dictionary(grouping: bag) { codes[$0] }
    func rate(_ code: Int32) -> Double {
      let rows = groups[code] ?? []
      let positives = rows.reduce(0) { $0 + (data.labels[$1] == 1 ? multiplicity[$1, default: 0] : 0) }
      return Double(positives) / Double(rows.reduce(0) { $0 + multiplicity[$1, default: 0] })
    }
    // Missing is code -1, before all categories.
    let order = groups.keys.sorted { (rate($0), $0) < (rate($1), $1) }
    return order.indices.dropLast().map { cut in
      let leftCodes = Set(order[...cut])
      let left = Set(bag.filter { leftCodes.contains(codes[$0]) })
      let restGoesLeft = 2 * left.count >= bag.count
      return (left, { row in groups[codes[row]] == nil ? restGoesLeft : leftCodes.contains(codes[row]) })
    }
  }
}
