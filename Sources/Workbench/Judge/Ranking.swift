internal import ChurnML

/// Orders points by the search's metric.
struct Ranking: Sendable {
  let metric: String
  let direction: MetricDirection

  init(_ search: SearchPlan) {
    metric = search.metric
    direction = Self.direction(of: search.metric)
  }

  /// Of a metric or an objective.
  static func direction(of metric: String) -> MetricDirection {
    ThresholdObjective(named: metric)?.direction
      ?? MetricCatalogue.metric(named: metric).map { type(of: $0).direction } ?? .maximize
  }

  /// What the ranking needs of a point: little, as there may be very many.
  struct Entry: Sendable {
    let candidate: Candidate
    /// nil for a failed point or an undefined value.
    let value: Double?
    /// Of the scores, where the results digest covers them.
    let scoresDigest: String?
  }

  /// 1 for the best; ties share the lowest number; nil without a value.
  func ranks(_ entries: [Entry]) -> [Int?] {
    let sorted = entries.compactMap(\.value).sorted { direction == .maximize ? $0 > $1 : $0 < $1 }
    var rank: [Double: Int] = [:]
    for (index, value) in sorted.enumerated() where rank[value] == nil { rank[value] = index + 1 }
    return entries.map { $0.value.flatMap { rank[$0] } }
  }

  /// The best entry; of equal ones the one of fewer trees, then the shallower, then the first.
  func best(_ entries: [Entry]) -> Entry? {
    entries.filter { $0.value != nil }.min { a, b in
      let (x, y) = (a.value ?? 0, b.value ?? 0)
      if x != y { return direction == .maximize ? x > y : x < y }
      return a.candidate.size.lexicographicallyPrecedes(b.candidate.size)
    }
  }
}

extension Candidate {
  /// Trees, then depth, then the place in the list.
  fileprivate var size: [Int] {
    [parameters["n_estimators"]?.integer ?? 0, parameters["max_depth"]?.integer ?? .max, id]
  }
}
