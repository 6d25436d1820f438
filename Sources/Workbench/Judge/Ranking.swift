internal import ChurnML

/// Orders points by the search's metric, and chooses among them by its rule.
struct Ranking: Sendable {
  let metric: String
  let direction: MetricDirection
  let rule: SelectionRule
  /// Of practical equivalence, in units of the metric.
  let region: Double

  init(_ experiment: Experiment) {
    metric = experiment.search.metric
    direction = Self.direction(of: experiment.search.metric)
    rule = experiment.search.rule
    region = experiment.comparisons.rope
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
    /// Of the value, over folds; nil where it is not known.
    var standardError: Double?
    /// Of the trees it fits, over splits; nil where nobody counted.
    var nodes: Double?
    /// Of the scores, where the results digest covers them.
    var scoresDigest: String?
  }

  /// 1 for the best; ties share the lowest number; nil without a value.
  func ranks(_ entries: [Entry]) -> [Int?] {
    let sorted = entries.compactMap(\.value).sorted { direction == .maximize ? $0 > $1 : $0 < $1 }
    var rank: [Double: Int] = [:]
    for (index, value) in sorted.enumerated() where rank[value] == nil { rank[value] = index + 1 }
    return entries.map { $0.value.flatMap { rank[$0] } }
  }

  /// The best entry; of equal ones the one of fewer trees, then the shallower, then the first.
  func best(_ entries: some Sequence<Entry>) -> Entry? {
    entries.filter { $0.value != nil }.min { a, b in
      let (x, y) = (a.value ?? 0, b.value ?? 0)
      if x != y { return direction == .maximize ? x > y : x < y }
      return a.candidate.size.lexicographicallyPrecedes(b.candidate.size)
    }
  }

  /// The entry of one model's that the rule chooses.
  func chosen(_ entries: [Entry]) -> Entry? { choice(entries)?.chosen }

  /// What was chosen among entries of one model, and on what grounds.
  struct Choice: Sendable {
    let chosen: Entry
    let best: Entry
    /// How far behind the best a point may be; nil where the rule grants nothing.
    let margin: Double?
    /// Points within the margin, the best among them.
    let eligible: Int
  }

  func choice(_ entries: [Entry]) -> Choice? {
    guard let best = best(entries), let value = best.value else { return nil }
    let margin: Double? =
      switch rule {
      case .best: nil
      case .oneSE: best.standardError ?? 0
      case .practical: region
      }
    guard let margin else { return Choice(chosen: best, best: best, margin: nil, eligible: 1) }
    // A relative grant, so that rounding does not decide at the border.
    let bar = margin * (1 + 1e-9) + 1e-15
    let eligible = entries.filter { entry in entry.value.map { abs($0 - value) <= bar } ?? false }
    let chosen = eligible.min { $0.simplicity.lexicographicallyPrecedes($1.simplicity) } ?? best
    return Choice(chosen: chosen, best: best, margin: margin, eligible: eligible.count)
  }
}

extension Ranking.Entry {
  /// Smaller is simpler: fewer nodes; where there are no trees, fewer knots and a stronger penalty.
  fileprivate var simplicity: [Double] {
    let parameters = candidate.parameters
    return [nodes ?? 0, Double(parameters["n_knots"]?.integer ?? 0), parameters["C"]?.number ?? 0]
      + candidate.size.map(Double.init)
  }
}

extension Candidate {
  /// Trees, then depth, then the place in the list.
  fileprivate var size: [Int] {
    [parameters["n_estimators"]?.integer ?? 0, parameters["max_depth"]?.integer ?? .max, id]
  }
}

extension FoldFigure {
  /// Of the mean, as if folds were independent; nil for fewer than two folds or a fold without a value.
  var standardError: Double? {
    guard folds.count > 1, let std else { return nil }
    return std / Double(folds.count - 1).squareRoot()
  }
}
