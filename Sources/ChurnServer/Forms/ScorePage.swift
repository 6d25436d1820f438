import ChurnML
import Reporting
import Workbench

/// The page that asks for a customer and answers with the risk.
struct ScorePage {
  let form: CustomerForm
  let scored: [ScoredVersion]
  /// What the form shows: one customer, or one and a changed copy.
  let versions: [[String: String]]
  let flaw: Problem?
  let model: ServedModel
  let experiment: String
  let key: String
  /// Ask for the answer as soon as the page stands, because it came by a link.
  let isAsking: Bool

  private var isCompared: Bool { versions.count > 1 }

  var page: SitePage {
    SitePage(
      title: "Score a customer",
      lead: HTML(text: "By \(model.name) of \(experiment), from \(NumberText.count(model.saved.facts.rows)) customers"),
      place: .score, content: [HTML("div", ["class": isCompared ? "desk pair" : "desk"], sheet, result)])
  }

  private var sheet: HTML {
    HTML(
      "form",
      [
        "class": isCompared ? "sheet versions" : "sheet", "method": "post", "action": "/score",
        "data-live": "/score/result",
        "data-target": "#result", "data-exclusions": exclusions, "data-now": isAsking ? "" : nil,
        "aria-label": "Customer",
      ],
      HTML("input", ["type": "hidden", "name": "key", "value": key]),
      HTML("p", ["class": "buttons"], [HTML("span", [:], "Try")] + examples),
      isCompared
        ? pairs
        : HTML(
          "div", ["class": "fields"],
          form.fields.map { $0.html("now", value: versions[0][$0.name] ?? "", isLabelled: true) }),
      HTML("p", ["class": "hint", "role": "status", "data-moved": ""]), buttons)
  }

  private var examples: [HTML] {
    ExampleCustomers.Example.allCases.map {
      HTML("a", ["class": "button", "href": "/?example=\($0.rawValue)"], HTML(text: $0.label))
    }
  }

  private var pairs: HTML {
    // Two questions stand in a row where there is room for them; then the second one has its heads too.
    let head = ["head", "head again"].flatMap { kind in
      ["", "As is", "Changed"].map { HTML("strong", ["class": kind, "aria-hidden": "true"], HTML(text: $0)) }
    }
    let rows = form.fields.flatMap { field in
      [HTML("strong", [:], HTML(text: field.label))]
        + zip(["now", "then"], versions).map { name, customer in
          field.html(name, value: customer[field.name] ?? "", isLabelled: false)
        }
    }
    return HTML("div", ["class": "fields"], head + rows)
  }

  private var buttons: HTML {
    HTML(
      "div", ["class": "buttons"], HTML("button", ["class": "main", "type": "submit"], "Score"),
      isCompared
        ? HTML("button", ["type": "submit", "name": "compare", "value": "no"], "One version only")
        : HTML("button", ["type": "submit", "name": "compare", "value": "yes"], "What if …"),
      HTML("button", ["type": "button", "data-share": "", "hidden": ""], "Copy link"),
      HTML("button", ["type": "button", "data-print": "", "hidden": ""], "Print"))
  }

  private var result: HTML {
    HTML(
      "div", ["class": "result", "id": "result", "role": "region", "aria-live": "polite", "aria-label": "Result"],
      inside)
  }

  /// What changes when the customer does.
  var inside: HTML {
    if let flaw { return Self.flaw(flaw) }
    guard !scored.isEmpty else { return HTML("p", ["class": "hint"], "Press Score to see the risk.") }
    return ScoreResult(versions: scored, silence: model.silence, spread: model.spread).html
  }

  private static func flaw(_ problem: Problem) -> HTML {
    let words =
      problem.flaws.isEmpty
      ? [problem.detail] : problem.flaws.map { Problem.sentence("\($0.field ?? ""): \($0.detail)") }
    return HTML("div", ["class": "note warn", "role": "alert"], words.map { HTML("p", [:], HTML(text: $0)) })
  }

  private var exclusions: String {
    JSON.list(
      form.exclusions.map {
        .list([.text($0.column), .text($0.category), .text($0.otherColumn), .text($0.otherCategory)])
      }
    ).compact
  }
}
