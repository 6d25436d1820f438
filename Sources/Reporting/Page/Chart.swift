internal import Workbench

/// A Vega-Lite chart and the table it is drawn from. Without a charts' script in the program the table stands for both.
struct Chart: Sendable {
  let id: String
  let title: String
  /// What there is to see; read to those who do not see it.
  let summary: HTML
  /// A Vega-Lite specification without data; its only source is the rows of the table.
  let spec: JSON
  let table: Source

  enum Source: Sendable {
    /// A table of its own, folded away below the chart.
    case own(PageTable)
    /// A table that stands elsewhere in the page.
    case shared(PageTable)

    var table: PageTable {
      switch self {
      case .own(let table), .shared(let table): table
      }
    }
  }

  static let schema = "https://vega.github.io/schema/vega-lite/v6.json"

  /// The specification as it stands in the page.
  var document: JSON {
    let head: [JSON.Member] = [
      .init("$schema", .text(Self.schema)), .init("description", .text(title)), .init("width", "container"),
      .init("data", ["name": "table"]),
    ]
    let own = Set(spec.members.map(\.key))
    return .object(head.filter { !own.contains($0.key) } + spec.members)
  }

  /// - Parameter isDrawn: whether the page has the script that draws it.
  func html(isDrawn: Bool) -> HTML {
    let plot = HTML(
      "div",
      ["class": "plot", "id": "\(id)-plot", "data-table": table.table.id, "data-spec": "\(id)-spec"])
    let spec = HTML("script", ["type": "application/json", "id": "\(id)-spec"], code: Self.code(document))
    return HTML(
      "figure", ["class": "chart", "id": id, "aria-labelledby": "\(id)-title"],
      HTML("figcaption", [:], HTML("h3", ["id": "\(id)-title"], HTML(text: title)), HTML("p", [:], summary)),
      isDrawn ? plot : "", isDrawn ? spec : "", tableHTML(isOpen: !isDrawn))
  }

  private func tableHTML(isOpen: Bool) -> HTML {
    switch table {
    case .own(let table):
      HTML(
        "details", ["open": isOpen ? "" : nil, "class": "behind"],
        HTML("summary", [:], "Table behind this chart (\(NumberText.count(table.rows.count)) rows)"), table.html)
    case .shared(let table):
      HTML("p", ["class": "behind"], HTML("a", ["href": "#\(table.id)-caption"], "Table behind this chart"))
    }
  }

  /// JSON that cannot end the script element it stands in.
  private static func code(_ json: JSON) -> String { json.compact.replacing("<", with: "\\u003c") }
}
