import ChurnML
import Foundation
import Reporting
import Workbench

/// The pages that take a file of customers and show what became of it.
struct FilePages {
  let files: FileJobs
  let key: String
  let limits: Limits

  var start: SitePage {
    SitePage(
      title: "Score a file",
      lead: HTML(text: "A CSV file with the columns the model knows, up to \(limits.fileBytes >> 20) MB"),
      place: .files, content: [HTML("section", ["aria-label": "Upload"], form), recent])
  }

  private var form: HTML {
    HTML(
      "form",
      ["class": "sheet", "method": "post", "action": "/files", "enctype": "multipart/form-data", "data-upload": ""],
      HTML("input", ["type": "hidden", "name": "key", "value": key]),
      HTML(
        "p", [:], HTML("label", ["for": "on_error"], "A text in a column of numbers "),
        HTML(
          "select", ["id": "on_error", "name": "on_error"],
          HTML("option", ["value": "skip"], "leaves its customer out"),
          HTML("option", ["value": "missing"], "counts as not known"),
          HTML("option", ["value": "fail"], "refuses the file"))),
      HTML(
        "p", [:], HTML("label", ["for": "file"], "The file"),
        HTML("input", ["type": "file", "id": "file", "name": "file", "accept": ".csv,text/csv", "required": ""])),
      HTML("progress", ["hidden": "", "aria-label": "Upload"]), HTML("p", ["role": "status", "data-words": ""]),
      HTML("div", ["class": "buttons"], HTML("button", ["class": "main", "type": "submit"], "Score the file")))
  }

  private var recent: HTML {
    let jobs = files.all
    guard !jobs.isEmpty else { return "" }
    let items = jobs.map { job in
      HTML("li", [:], HTML("a", ["href": "/files/\(job.id)"], HTML(text: job.file.name)), " \(Self.words(job.state))")
    }
    return HTML(
      "section", ["aria-labelledby": "recent"], HTML("h2", ["id": "recent"], "Scored before"), HTML("ul", [:], items))
  }

  static func words(_ state: FileJob.State) -> String {
    switch state {
    case .running(let rows, _): "being scored: \(NumberText.count(rows)) customers so far"
    case .done(let record, _):
      "\(NumberText.count(record.scored)) customers scored"
        + (record.skipped > 0 ? ", \(NumberText.count(record.skipped)) left out" : "")
    case .failed: "This file was not scored"
    }
  }

  func page(_ job: FileJob, _ view: FileView) -> SitePage {
    switch job.state {
    case .running(_, let share):
      page(job, content: [Self.progress(job, share)], refresh: 2)
    case .failed(let reason, let record):
      page(
        job,
        content: [
          HTML("section", [:], HTML("p", ["class": "note warn", "role": "alert"], HTML(text: reason))),
          record.map(Self.errors) ?? "",
          HTML("p", [:], HTML("a", ["href": "/files"], "Send another")),
        ])
    case .done(let record, let table):
      page(job, content: [Self.bands(table), Self.errors(record), view.section(job.id, table)])
    }
  }

  private func page(_ job: FileJob, content: [HTML], refresh: Int? = nil) -> SitePage {
    SitePage(
      title: job.file.name, lead: HTML(text: Self.words(job.state)), place: .files, content: content, refresh: refresh)
  }

  private static func progress(_ job: FileJob, _ share: Double) -> HTML {
    HTML(
      "section", ["aria-label": "Progress", "data-events": "/files/\(job.id)/events"],
      HTML("progress", ["max": "1", "value": String(format: "%.3f", share), "aria-label": "Scoring"]),
      HTML("p", ["role": "status", "data-words": ""], HTML(text: words(job.state))))
  }

  private static func bands(_ table: ScoredTable) -> HTML {
    let bands = table.bands
    guard !bands.isEmpty else { return "" }
    let tiles = bands.map { band in
      HTML(
        "div", [:], HTML("dt", [:], HTML(text: band.name)),
        HTML(
          "dd", [:], HTML(text: NumberText.count(band.rows)),
          HTML("small", [:], HTML(text: NumberText.percent(Double(band.rows) / Double(max(table.rows, 1)))))))
    }
    return HTML(
      "section", ["aria-labelledby": "bands"], HTML("h2", ["id": "bands"], "Bands"),
      HTML("dl", ["class": "tiles"], tiles))
  }

  private static let errorsShown = 200

  private static func errors(_ record: ScoringRecord) -> HTML {
    guard record.unusableCells > 0 else { return "" }
    let rows = record.unusable.prefix(errorsShown).map { cell in
      HTML(
        "tr", [:], HTML("th", ["scope": "row", "class": "n"], "\(String(cell.row))"),
        HTML("td", ["class": "n"], "\(String(cell.line))"), HTML("td", [:], HTML(text: cell.column)),
        HTML("td", [:], HTML(text: String(cell.text.prefix(80)))))
    }
    let heads: [(name: String, kind: String?)] = [("Row", "n"), ("Line", "n"), ("Column", nil), ("Cell", nil)]
    let more = record.unusableCells > rows.count ? "; the first \(rows.count) are shown" : ""
    return HTML(
      "section", ["aria-labelledby": "errors"], HTML("h2", ["id": "errors"], "Errors"),
      HTML(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "errors-caption"],
        HTML(
          "table", [:],
          HTML(
            "caption", ["id": "errors-caption"],
            HTML(
              text:
                "\(record.unusableCells == 1 ? "1 cell holds" : "\(NumberText.count(record.unusableCells)) cells hold")"
                + " no number where one belongs\(more). Rows count from 0."
            )),
          HTML(
            "thead", [:],
            HTML(
              "tr", [:],
              heads.map { HTML("th", ["scope": "col", "class": $0.kind], HTML(text: $0.name)) })),
          HTML("tbody", [:], rows))))
  }
}
