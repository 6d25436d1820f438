import ChurnML
import Reporting
import Workbench

/// One run: its models, its points, what acting on it would do.
struct RunPage {
  let id: RunID
  let record: RunRecord
  let points: PointsView
  let threshold: ThresholdView
  let surface: HTML
  let hasReport: Bool

  var page: SitePage {
    SitePage(
      title: record.experiment.name,
      lead: HTML(
        text: "\(id.started) UTC, \(NumberText.count(record.data.rows)) customers, "
          + "\(NumberText.percent(Double(record.data.positives) / Double(max(record.data.rows, 1)))) churned"),
      place: .runs, content: [links, leaderboard, threshold.section, surface, points.section, notes])
  }

  private var links: HTML {
    HTML(
      "p", ["class": "buttons"],
      hasReport ? HTML("a", ["class": "button", "href": "\(id.path)/report.html"], "Report") : "",
      HTML("a", ["class": "button", "href": "/v1/records\(id.path.dropFirst("/runs".count))"], "Record (JSON)"),
      HTML("a", ["class": "button", "href": "/runs/new?run=\(FormValues.encoded(id.text))"], "Run again with changes"))
  }

  private static let metrics = ["roc_auc", "average_precision", "log_loss", "brier", "lift_at_10"]

  private var leaderboard: HTML {
    let metrics = [record.search.metric] + Self.metrics.filter { $0 != record.search.metric }
    let shown = metrics.filter { name in record.models.members.contains { $0.value.outOfFold[name] != nil } }
    let rows = ranked.map { name, model -> [DataTable.Cell] in
      let figures = shown.map { metric in
        DataTable.Cell.number(NumberText.fixed(model.outOfFold[metric] ?? nil))
      }
      let spread = NumberText.fixed(model.outOfFoldStd[record.search.metric] ?? nil)
      return [.text(name == record.winner.model ? "\(name) (winner)" : name)] + figures.prefix(1) + [.number(spread)]
        + figures.dropFirst() + [.number(NumberText.fixed(model.atThreshold?.threshold, 3))]
    }
    let table = DataTable(
      id: "models", caption: "Each model at its best point, judged on customers it had not seen; means over folds",
      heads: ["Model", shown.first ?? "", "± folds"] + shown.dropFirst() + ["Cut-off"], rows: rows)
    return HTML(
      "section", ["aria-labelledby": "leaderboard"], HTML("h2", ["id": "leaderboard"], "Leaderboard"), table.html)
  }

  /// The models, the best first by what the search went by.
  private var ranked: [(name: String, value: ModelRecord)] {
    let metric = record.search.metric
    let isMaximized = MetricCatalogue.metric(named: metric).map { type(of: $0).direction == .maximize } ?? true
    let worst = isMaximized ? -Double.infinity : .infinity
    func value(_ model: ModelRecord) -> Double { (model.outOfFold[metric] ?? nil) ?? worst }
    return record.models.members.sorted { a, b in
      isMaximized ? value(a.value) > value(b.value) : value(a.value) < value(b.value)
    }
  }

  private var notes: HTML {
    guard !record.notes.isEmpty else { return "" }
    return HTML(
      "section", ["aria-labelledby": "notes"], HTML("h2", ["id": "notes"], "Notes"),
      HTML("ul", [:], record.notes.map { HTML("li", [:], HTML(text: $0)) }))
  }
}
