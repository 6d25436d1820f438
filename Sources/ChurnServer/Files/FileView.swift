import Reporting
import Workbench

/// A page of a scored table, with what sorts and filters it.
struct FileView {
  let query: ScoredTable.Query
  /// From 1.
  let page: Int

  private static let size = 50

  init(_ values: FormValues) {
    var query = ScoredTable.Query()
    query.text = String((values["text"] ?? "").prefix(200))
    query.band = values["band"] ?? ""
    query.sort = values["sort"] ?? "probability"
    query.isDescending = values["order"] != "up"
    self.query = query
    page = max(1, values["page"].flatMap { Int($0) } ?? 1)
  }

  func section(_ id: String, _ table: ScoredTable) -> HTML {
    HTML(
      "section", ["aria-labelledby": "customers"], HTML("h2", ["id": "customers"], "Customers"), form(id, table),
      HTML("div", ["id": "rows", "role": "region", "aria-live": "polite", "aria-label": "Customers"], rows(id, table)))
  }

  private func form(_ id: String, _ table: ScoredTable) -> HTML {
    let bands = table.bands.map(\.name)
    let choice =
      bands.isEmpty
      ? HTML("")
      : HTML(
        "div", [:], HTML("label", ["for": "band"], "Band"),
        HTML(
          "select", ["id": "band", "name": "band"],
          [HTML("option", ["value": ""], "all")]
            + bands.map { HTML("option", ["value": $0, "selected": $0 == query.band ? "" : nil], HTML(text: $0)) }))
    return HTML(
      "form",
      [
        "class": "sheet", "method": "get", "action": "/files/\(id)", "data-live": "/files/\(id)/rows",
        "data-target": "#rows",
      ],
      HTML("input", ["type": "hidden", "name": "sort", "value": query.sort ?? ""]),
      HTML("input", ["type": "hidden", "name": "order", "value": query.isDescending ? "down" : "up"]),
      HTML(
        "div", ["class": "fields"],
        HTML(
          "div", [:], HTML("label", ["for": "text"], "With the text"),
          HTML("input", ["type": "search", "id": "text", "name": "text", "value": query.text])), choice),
      HTML(
        "div", ["class": "buttons"], HTML("button", ["type": "submit"], "Show"),
        HTML("a", ["class": "button", "href": "/files/\(id)/scored.csv"], "Download all (CSV)")))
  }

  /// The table and the way to its other pages.
  func rows(_ id: String, _ table: ScoredTable) -> HTML {
    let selected = table.select(query)
    let pages = max(1, (selected.count + Self.size - 1) / Self.size)
    let page = min(page, pages)
    let shown = selected.dropFirst((page - 1) * Self.size).prefix(Self.size)
    let columns = Self.order(table)
    let body = shown.map { row in
      HTML(
        "tr", [:],
        columns.map {
          HTML("td", ["class": table.isNumeric($0) ? "n" : nil], HTML(text: Self.short(table.cell(row, $0))))
        })
    }
    return HTML([
      HTML(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "rows-caption"],
        HTML(
          "table", [:],
          HTML(
            "caption", ["id": "rows-caption"],
            HTML(
              text:
                "\(NumberText.count(selected.count)) of \(NumberText.count(table.rows)) customers, page \(page) of \(pages)"
            )),
          HTML("thead", [:], HTML("tr", [:], columns.map { head(id, table, $0) })), HTML("tbody", [:], body))),
      HTML(
        "p", ["class": "buttons"],
        [(page - 1, "Before"), (page + 1, "Next")].filter { 1...pages ~= $0.0 }.map { number, word in
          HTML("a", ["class": "button", "href": "/files/\(id)?\(link(page: number))#customers"], HTML(text: word))
        }),
    ])
  }

  private func head(_ id: String, _ table: ScoredTable, _ column: Int) -> HTML {
    let name = table.names[column]
    let isSorted = query.sort == name
    let order = isSorted && query.isDescending ? "up" : "down"
    let mark = isSorted ? (query.isDescending ? " ↓" : " ↑") : ""
    return HTML(
      "th",
      [
        "scope": "col", "class": table.isNumeric(column) ? "n" : nil,
        "aria-sort": isSorted ? (query.isDescending ? "descending" : "ascending") : nil,
      ],
      HTML("a", ["href": "/files/\(id)?\(link(sort: name, order: order))#customers"], HTML(text: name + mark)))
  }

  private func link(sort: String? = nil, order: String? = nil, page: Int = 1) -> String {
    FormValues([
      ("text", query.text), ("band", query.band), ("sort", sort ?? query.sort ?? ""),
      ("order", order ?? (query.isDescending ? "down" : "up")), ("page", String(page)),
    ]).query
  }

  /// What was added first, because it is what one came for.
  private static func order(_ table: ScoredTable) -> [Int] {
    let first = table.names.lastIndex(of: "probability") ?? 0
    return Array(first..<table.names.count) + Array(0..<first)
  }

  /// Probabilities have more digits than anyone reads; the download has all.
  private static func short(_ cell: String) -> String {
    guard cell.count > 9, let number = Double(cell), cell.contains(".") else { return String(cell.prefix(80)) }
    return NumberText.fixed(number, 4)
  }
}
