internal import Workbench

/// One HTML file that loads nothing: a title, sections, and what draws their charts.
struct Page: Sendable {
  struct Section: Sendable {
    let id: String
    let title: String
    let content: [Content]

    init(_ id: String, _ title: String, _ content: [Content]) {
      self.id = id
      self.title = title
      self.content = content
    }
  }

  enum Content: Sendable {
    case html(HTML)
    case table(PageTable)
    /// Side by side where there is room.
    case charts([Chart])
    /// One over the whole width.
    case chart(Chart)
  }

  /// What kind of page this is, in a word or two.
  let kind: String
  let title: String
  let subtitle: HTML
  let sections: [Section]
  let footer: HTML

  /// - Parameter library: the script that draws charts; the page says what is missing without it.
  func text(library: String? = ChartLibrary.script) -> String {
    "<!DOCTYPE html>\n" + HTML("html", ["lang": "en"], head, body(library)).markup + "\n"
  }

  private var head: HTML {
    HTML(
      "head", [:],
      HTML("meta", ["charset": "utf-8"]),
      HTML("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      HTML("meta", ["name": "referrer", "content": "no-referrer"]),
      HTML("title", [:], "\(title) – \(kind)"),
      HTML("style", code: Stylesheet.text), HTML("script", code: PageScript.theme))
  }

  private func body(_ library: String?) -> HTML {
    let navigation = HTML(
      "nav", ["aria-label": "Sections"],
      HTML(
        "ol", [:],
        sections.map { HTML("li", [:], HTML("a", ["href": "#\($0.id)"], HTML(text: $0.title))) }))
    let main = HTML(
      "main", ["id": "content"], sections.map { section($0, isDrawn: library != nil) } + [HTML("footer", [:], footer)])
    return HTML(
      "body", [:],
      HTML("a", ["class": "skip", "href": "#content"], "Skip to the content"), header,
      HTML("div", ["class": "body"], navigation, main), library.map(scripts) ?? script)
  }

  private var header: HTML {
    HTML(
      "header", [:],
      HTML(
        "div", [:],
        HTML(
          "div", [:],
          HTML("p", ["class": "kicker"], HTML(text: kind)), HTML("h1", [:], HTML(text: title)),
          HTML("p", ["class": "under"], subtitle)),
        HTML("button", ["class": "theme", "type": "button", "hidden": ""], "Dark theme")))
  }

  private func section(_ section: Section, isDrawn: Bool) -> HTML {
    let hasCharts = section.content.contains {
      switch $0 {
      case .chart, .charts: true
      default: false
      }
    }
    let parts = section.content.map { Self.html($0, isDrawn: isDrawn) }
    return HTML(
      "section", ["id": section.id, "aria-labelledby": "\(section.id)-heading"],
      [HTML("h2", ["id": "\(section.id)-heading"], HTML(text: section.title))]
        + (hasCharts && !isDrawn ? [Self.missing] : []) + parts)
  }

  private static func html(_ content: Content, isDrawn: Bool) -> HTML {
    switch content {
    case .html(let html): html
    case .table(let table): table.html
    case .chart(let chart): chart.html(isDrawn: isDrawn)
    case .charts(let charts): HTML("div", ["class": "charts"], charts.map { $0.html(isDrawn: isDrawn) })
    }
  }

  private static let missing = HTML(
    "p", ["class": "note warn"],
    "Charts are missing here: the program that wrote this page was built without the script that draws them. Run \(HTML("code", [:], "Scripts/vega-bundle")), build again, and write the page anew. Until then the tables hold every figure."
  )

  private func scripts(_ library: String) -> HTML {
    HTML([
      HTML(
        "p", ["class": "note warn", "id": "charts-failed", "hidden": ""],
        "This browser could not draw the charts; the tables hold every figure."),
      HTML("noscript", [:], HTML("p", ["class": "note warn"], "Charts need JavaScript; the tables hold every figure.")),
      HTML("script", ["type": "application/json", "id": "charts-config"], code: ChartConfiguration.json.compact),
      HTML("script", ["type": "text/plain", "id": "charts-script"], code: library), script,
    ])
  }

  private var script: HTML { HTML("script", code: PageScript.text) }
}
