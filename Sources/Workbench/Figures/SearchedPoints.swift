internal import ChurnML

/// The points of one model's search, from `cv_results.csv`.
struct SearchedPoints {
  struct Point: Sendable {
    let id: Int
    let rank: Int
    let params: NamedValues<JSON>
    let mean: Double
    let std: Double
    /// The metric on each fold.
    let folds: [Double]
  }

  /// By rank; failed ones are left out.
  let ranked: [Point]
  /// The hyperparameters of which several values were tried.
  let axes: [String]
  let metric: String
  let direction: MetricDirection

  /// nil where fewer than two points have a value.
  init?(_ run: RunFolder, _ record: RunRecord, model: String) throws {
    let axes = record.search.varied[model] ?? []
    guard !axes.isEmpty else { return nil }
    let table = try PointTable(run)
    let splits = table.header.filter { $0.hasPrefix("split") && $0.hasSuffix("_test_score") }
    let facts = ["id", "rank_test_score", "mean_test_score", "std_test_score"]
    let rows = try table.select(
      columns: facts + axes.map { "param_\($0)" } + splits, sort: nil,
      conditions: [try PointCondition("model=\(model)"), try PointCondition("status=ok")], limit: .max
    ).rows
    metric = record.search.metric
    let direction = Ranking.direction(of: metric)
    // A score is the metric turned so that more is better.
    let sign: Double = direction == .maximize ? 1 : -1
    self.direction = direction
    ranked = rows.compactMap { row in
      let numbers = row.map(\.double)
      guard let id = numbers[0], let rank = numbers[1], let mean = numbers[2], let std = numbers[3] else { return nil }
      let values = row[facts.count..<facts.count + axes.count].map { $0 == .null ? "None" : $0 }
      return Point(
        id: Int(id), rank: Int(rank), params: NamedValues(zip(axes, values).map { ($0, $1) }), mean: sign * mean,
        std: std,
        folds: numbers.suffix(splits.count).compactMap { $0.map { sign * $0 } })
    }
    self.axes = axes
    guard ranked.count > 1 else { return nil }
  }

  /// The distinct values of an axis: numbers rising, then words; `None`, which sets no limit, last.
  func levels(of axis: String) -> [JSON] {
    var levels: [JSON] = []
    var seen: Set<String> = []
    for point in ranked {
      if let value = point.params[axis], seen.insert(value.compact).inserted { levels.append(value) }
    }
    func key(_ value: JSON) -> (Double, Int, String) {
      (value.double ?? .infinity, value == "None" ? 1 : 0, value.string ?? "")
    }
    return levels.sorted { key($0) < key($1) }
  }
}
