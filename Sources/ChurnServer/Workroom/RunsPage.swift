import Reporting
import Workbench

/// All runs, and the ways to start and to compare some.
struct RunsPage {
  let entries: [RunEntry]
  let jobs: [RunJob]

  var page: SitePage {
    SitePage(
      title: "Workbench", lead: HTML(text: "\(NumberText.count(entries.count)) runs"), place: .runs,
      content: [
        HTML("p", ["class": "buttons"], HTML("a", ["class": "button", "href": "/runs/new"], "Start a run")),
        startedHere,
        list,
      ])
  }

  /// Those that ended well are in the list of runs.
  private var startedHere: HTML {
    let open = jobs.filter { $0.status.state != .finished }
    guard !open.isEmpty else { return "" }
    let items = open.map { job in
      HTML(
        "li", [:], HTML("a", ["href": "/runs/jobs/\(job.id)"], HTML(text: job.order.experiment)), " \(job.words)")
    }
    return HTML(
      "section", ["aria-labelledby": "jobs"], HTML("h2", ["id": "jobs"], "Started here"), HTML("ul", [:], items))
  }

  private var list: HTML {
    guard !entries.isEmpty else {
      return HTML("p", [:], "There are no runs yet. Start one here, or with ", HTML("code", [:], "churnlab run"), ".")
    }
    let table = DataTable(
      id: "runs", caption: "Runs, the newest first; times are UTC",
      heads: ["Run", "Compare", "Started", "Customers", "Points", "Winner", "Score ± folds", "Seconds"],
      rows: entries.map(Self.row))
    return HTML(
      "form", ["method": "get", "action": "/runs/compare"], table.html,
      HTML("div", ["class": "buttons"], HTML("button", ["type": "submit"], "Compare the marked runs")))
  }

  private static func time(_ id: RunID) -> HTML { HTML("span", ["class": "figure"], HTML(text: id.started)) }

  private static func row(_ entry: RunEntry) -> [DataTable.Cell] {
    let box = HTML(
      "input", ["type": "checkbox", "name": "run", "value": entry.id.text, "aria-label": "Compare \(entry.id.text)"])
    guard let figures = entry.figures else {
      return [.html(entry.id.name(isLinked: false)), .text(""), .html(time(entry.id))]
        + [.number(""), .number(""), .text("not finished"), .number(""), .number("")]
    }
    return [
      .html(entry.id.name()), .html(box), .html(time(entry.id)),
      .number(NumberText.count(figures.rows)), .number(NumberText.count(figures.points)), .text(figures.winner),
      .number("\(figures.metric) \(NumberText.fixed(figures.value)) ± \(NumberText.fixed(figures.spread))"),
      .number(NumberText.fixed(figures.seconds, 1)),
    ]
  }
}
