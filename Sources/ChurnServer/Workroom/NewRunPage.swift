import Reporting
import Workbench

/// The page that starts a run: an experiment file to choose, to look at and to change.
struct NewRunPage {
  let shelf: ExperimentShelf
  let name: String
  let text: String
  let flaw: Problem?
  let key: String

  var page: SitePage {
    SitePage(
      title: "Start a run", lead: "An experiment file, run here with live progress", place: .runs,
      content: [files, form])
  }

  private var files: HTML {
    let names = shelf.names
    guard !names.isEmpty else {
      return HTML(
        "p", ["class": "hint"], "There are no experiment files in \(HTML("code", [:], HTML(text: shelf.folder))).")
    }
    return HTML(
      "p", ["class": "buttons"],
      names.map { HTML("a", ["class": "button", "href": "/runs/new?file=\(FormValues.encoded($0))"], HTML(text: $0)) })
  }

  private var form: HTML {
    HTML(
      "form", ["class": "sheet", "method": "post", "action": "/runs/new"],
      flaw.map { HTML("p", ["class": "note warn", "role": "alert"], HTML(text: $0.detail)) } ?? "",
      HTML("input", ["type": "hidden", "name": "key", "value": key]),
      HTML("input", ["type": "hidden", "name": "name", "value": name]),
      HTML("label", ["for": "yaml"], HTML(text: "Experiment \(name)")),
      HTML(
        "textarea", ["id": "yaml", "name": "yaml", "spellcheck": "false", "autocomplete": "off", "required": ""],
        HTML(text: text)),
      HTML("div", ["class": "buttons"], HTML("button", ["class": "main", "type": "submit"], "Start")))
  }
}

/// The page of a run that was started here.
struct JobPage {
  let job: RunJob
  let key: String

  var page: SitePage {
    let isOver = job.isOver
    return SitePage(
      title: job.order.experiment, lead: HTML(text: isOver ? job.words : "Under way"), place: .runs,
      content: [isOver ? end : progress], refresh: isOver ? nil : 3)
  }

  private var progress: HTML {
    let status = job.status
    let bar = HTML(
      "progress",
      [
        "max": status.planned > 0 ? String(status.planned) : nil,
        "value": status.planned > 0 ? String(status.done) : nil,
        "aria-label": "Fits",
      ])
    return HTML(
      "section", ["aria-label": "Progress", "data-events": "/v1/runs/\(job.id)/events"], bar,
      HTML("p", ["role": "status", "data-words": ""], HTML(text: job.words)),
      HTML(
        "form", ["method": "post", "action": "/runs/jobs/\(job.id)/cancel"],
        HTML("input", ["type": "hidden", "name": "key", "value": key]), HTML("button", ["type": "submit"], "Cancel")))
  }

  private var end: HTML {
    let id = job.runID
    let link =
      job.status.state == .finished
      ? id.map { HTML("a", ["class": "button", "href": $0.path], "See the results") } ?? "" : ""
    let resume =
      job.status.state == .cancelled && id != nil
      ? HTML("p", ["class": "hint"], "What was fitted is kept; churnlab resume goes on with it.") : ""
    return HTML(
      "section", ["aria-label": "End"],
      HTML(
        "p", ["class": job.status.state == .failed ? "note warn" : "note", "role": "status"], HTML(text: job.words)),
      resume, HTML("p", ["class": "buttons"], link, HTML("a", ["class": "button", "href": "/runs"], "All runs")))
  }
}
