import ChurnML
import Reporting
import Workbench

/// How good a model is over the two hyperparameters that were varied most: of the points that share a cell, the best.
struct SurfaceView {
  private let model: String
  private let metric: String
  private let names: (rows: String, columns: String)
  private let rows: [JSON]
  private let columns: [JSON]
  private let values: [[Double?]]
  private let isMaximized: Bool

  /// Depths of colour on which a number can be read; the worst has none.
  private static let steps = [0, 1, 4, 5, 6, 7]
  private static let pointLimit = 100_000
  private static let sideLimit = 24

  /// nil where fewer than two hyperparameters of the selected model were varied.
  init?(_ run: RunFolder, _ record: RunRecord) {
    model = record.selected.model
    metric = record.search.metric
    let isMaximized =
      MetricCatalogue.metric(named: record.search.metric).map { type(of: $0).direction == .maximize } ?? true
    let varied = record.search.varied[record.selected.model] ?? []
    guard varied.count >= 2, let condition = try? PointCondition("model=\(model)"),
      let points = try? PointTable(run).select(
        columns: varied + [metric], sort: nil, conditions: [condition], limit: Self.pointLimit)
    else { return nil }
    let sides = varied.indices.map { column in Self.distinct(points.rows.map { $0[column] }) }
    let order = sides.indices.sorted { (sides[$1].count, $0) < (sides[$0].count, $1) }
    let (a, b) = (order[0], order[1])
    guard sides[a].count <= Self.sideLimit, sides[b].count > 1 else { return nil }
    names = (varied[a], varied[b])
    rows = sides[a]
    columns = sides[b]
    var values = [[Double?]](repeating: [Double?](repeating: nil, count: sides[b].count), count: sides[a].count)
    for point in points.rows {
      guard let value = point[varied.count].double, let row = rows.firstIndex(of: point[a]),
        let column = columns.firstIndex(of: point[b])
      else { continue }
      let isBetter = values[row][column].map { isMaximized ? value > $0 : value < $0 } ?? true
      if isBetter { values[row][column] = value }
    }
    self.values = values
    self.isMaximized = isMaximized
  }

  private static func distinct(_ values: [JSON]) -> [JSON] {
    var distinct: [JSON] = []
    for value in values where !distinct.contains(value) { distinct.append(value) }
    return distinct.sorted { ($0.double ?? .infinity, $0.compact) < ($1.double ?? .infinity, $1.compact) }
  }

  var section: HTML {
    let all = values.joined().compactMap(\.self)
    guard let least = all.min(), let greatest = all.max() else { return "" }
    let head =
      [HTML("th", ["scope": "col"], HTML(text: "\(names.rows) \\ \(names.columns)"))]
      + columns.map { HTML("th", ["scope": "col", "class": "n"], HTML(text: Self.words($0))) }
    let body = zip(rows, values).map { name, values in
      HTML(
        "tr", [:],
        [HTML("th", ["scope": "row"], HTML(text: Self.words(name)))]
          + values.map { value in
            guard let value else { return HTML("td", ["class": "n"], "–") }
            let share = greatest > least ? (value - least) / (greatest - least) : 1
            let step = Self.steps[Int(Double(Self.steps.count - 1) * (isMaximized ? share : 1 - share))]
            return HTML("td", ["class": "n step-\(step)"], HTML(text: NumberText.fixed(value)))
          })
    }
    return HTML(
      "section", ["aria-labelledby": "surface"], HTML("h2", ["id": "surface"], "Search surface"),
      HTML(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "surface-caption"],
        HTML(
          "table", ["class": "surface"],
          HTML(
            "caption", ["id": "surface-caption"],
            HTML(
              text: "\(model): \(metric), of the points that share a cell the best; the stronger the colour, the better"
            )),
          HTML("thead", [:], HTML("tr", [:], head)), HTML("tbody", [:], body))))
  }

  private static func words(_ value: JSON) -> String {
    switch value {
    case .text(let text): text
    case .null: "none"
    default: value.compact
    }
  }
}
