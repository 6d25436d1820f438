internal import ChurnML

/// What a search found, as a surface: the metric over two hyperparameters, every point, and what each hyperparameter is worth.
struct SearchSurface: Encodable, Sendable {
  let model: String
  let metric: String
  let direction: MetricDirection
  let axes: [String]
  /// The axis to draw along, and the one to draw a line for each value of; none where it has too many values to tell apart.
  let along: String
  let lines: String?
  /// For each pair of their values the best point.
  let surface: [Place]
  /// Points that have a value, and the best and some of the others, evenly by rank.
  let count: Int
  let points: [Point]
  let levels: [AxisLevel]
  let worth: [AxisWorth]
  /// nil where folds do not tell.
  let plateau: SearchPlateau?

  struct Place: Encodable, Sendable {
    let along: JSON
    let line: JSON
    let point: Int
    let mean: Double
    /// One standard deviation over folds to each side.
    let low: Double
    let high: Double
    /// Whether the folds cannot tell some point with these values from the best.
    let plateau: Bool
  }

  struct Point: Encodable, Sendable {
    let id: Int
    let rank: Int
    let params: NamedValues<JSON>
    let mean: Double
    let std: Double
  }

  private static let mostLines = 8
  private static let mostPoints = 300

  /// Of the selected model, or of the one with most hyperparameters varied where that has none; nil where nothing was varied.
  init?(_ run: RunFolder, _ record: RunRecord) throws {
    let varied = record.search.varied.members.filter { !$0.value.isEmpty }
    let most = varied.max { $0.value.count < $1.value.count }?.name
    let wanted = varied.contains { $0.name == record.selected.model } ? record.selected.model : most
    guard let wanted, let searched = try SearchedPoints(run, record, model: wanted) else { return nil }
    model = wanted
    metric = searched.metric
    direction = searched.direction
    axes = searched.axes
    (along, lines) = Self.chooseAxes(searched)
    let members = SearchPlateau.members(searched)
    surface = Self.surface(searched, along: along, lines: lines, plateau: members)
    count = searched.ranked.count
    points = Self.sample(searched.ranked).map {
      Point(id: $0.id, rank: $0.rank, params: $0.params, mean: $0.mean, std: $0.std)
    }
    levels = AxisLevel.all(searched)
    worth = AxisWorth.all(searched, levels)
    plateau = SearchPlateau(searched, members: members)
  }

  /// Trees and depth where they were varied, as they are in most searches; else the axis of most numbers and that of most values.
  private static func chooseAxes(_ searched: SearchedPoints) -> (along: String, lines: String?) {
    let sizes = searched.axes.map { axis in
      let levels = searched.levels(of: axis)
      return (axis: axis, numbers: levels.count { $0.double != nil }, values: levels.count)
    }
    func first(_ wanted: String) -> String? { searched.axes.contains(wanted) ? wanted : nil }
    let along = first("n_estimators") ?? sizes.max { $0.numbers < $1.numbers }?.axis ?? searched.axes[0]
    let others = sizes.filter { $0.axis != along && $0.values <= mostLines && $0.values > 1 }
    let lines = others.first { $0.axis == "max_depth" } ?? others.max { $0.values < $1.values }
    return (along, lines?.axis)
  }

  private static func surface(
    _ searched: SearchedPoints, along: String, lines: String?, plateau: [SearchedPoints.Point]
  ) -> [Place] {
    let columns = searched.levels(of: along)
    let rows = lines.map { searched.levels(of: $0) } ?? [.null]
    var best: [String: SearchedPoints.Point] = [:]
    func key(_ x: JSON, _ y: JSON) -> String { x.compact + " " + y.compact }
    func key(_ point: SearchedPoints.Point) -> String {
      key(point.params[along] ?? .null, lines.flatMap { point.params[$0] } ?? .null)
    }
    for point in searched.ranked where best[key(point)] == nil { best[key(point)] = point }
    let plateau = Set(plateau.map(key))
    return rows.flatMap { line in
      columns.compactMap { x in
        best[key(x, line)].map {
          Place(
            along: x, line: line, point: $0.id, mean: $0.mean, low: $0.mean - $0.std, high: $0.mean + $0.std,
            plateau: plateau.contains(key($0)))
        }
      }
    }
  }

  private static func sample(_ ranked: [SearchedPoints.Point]) -> [SearchedPoints.Point] {
    guard ranked.count > mostPoints else { return ranked }
    return (0..<mostPoints).map { ranked[$0 * (ranked.count - 1) / (mostPoints - 1)] }
  }
}
