public import Workbench

/// The best points of a run, for a terminal.
public enum PointsText {
  public static func text(_ record: RunRecord) -> String {
    var table = TextTable(["rank", "point", "model", "AUC", "± folds", "log loss", "Brier", "worst … best"])
    let places = PlacesAmong(record)
    for point in record.points {
      func figure(_ name: String) -> String { NumberText.fixed(point.metrics[name]?.mean) }
      table.add([
        point.rank.map(String.init) ?? "–", String(point.id), point.model, figure("roc_auc"),
        NumberText.fixed(point.metrics["roc_auc"]?.std), figure("log_loss"), figure("brier"),
        places.share(of: point).map { TextBar.bar($0, width: 12) } ?? "",
      ])
    }
    let words = ParameterText(record)
    let remarks = ["parameters"] + record.points.map { $0.error ?? words.text($0.params, of: $0.model) }
    let lines = zip(table.text.split(separator: "\n"), remarks).map { TextWrap.cut("\($0)  \($1)", to: TextWrap.width) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Points chosen from the table of all.
  public static func text(_ selection: PointTable.Selection) -> String {
    var table = TextTable(selection.columns)
    for row in selection.rows { table.add(row.map(cell)) }
    let lines = table.text.split(separator: "\n").map { TextWrap.cut(String($0), to: TextWrap.width) }
    return lines.joined(separator: "\n") + "\n\n\(NumberText.count(selection.rows.count)) of "
      + "\(NumberText.count(selection.matched)) points that match, of \(NumberText.count(selection.points)) in all\n"
  }

  private static func cell(_ value: JSON) -> String {
    switch value {
    case .text(let text): text
    case .null: "–"
    case .number(let number): NumberText.short(number)
    default: value.compact
    }
  }
}

/// Where points stand by the search's metric: 1 is the best, 0 the worst shown of the best one's model, as other models may be far off.
private struct PlacesAmong {
  private let metric: String
  private let best: Double
  private let worst: Double

  init(_ record: RunRecord) {
    metric = record.search.metric
    // Points come by rank.
    let figures = record.points.filter { $0.model == record.points.first?.model }
      .compactMap { [metric] in $0.figure(metric)?.mean }
    best = figures.first ?? 0
    worst = figures.last ?? 0
  }

  func share(of point: PointRecord) -> Double? {
    guard best != worst, let figure = point.figure(metric)?.mean else { return nil }
    return (figure - worst) / (best - worst)
  }
}
