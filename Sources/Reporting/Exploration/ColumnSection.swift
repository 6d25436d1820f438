internal import Workbench

/// Every column of the file.
enum ColumnSection {
  static func section(_ explored: ExploredRecord) -> Page.Section? {
    let count = explored.items("/columns").count
    let left = explored.left(min(count, mostColumns), of: count)
    return Page.Section(
      "columns", "Every column",
      [.table(table(explored)), .html(left.isEmpty ? "" : HTML("p", [:], left)), .html(notes(explored))])
  }

  /// Columns of the table: a page is to stay small.
  private static let mostColumns = 100

  private static func notes(_ explored: ExploredRecord) -> HTML {
    let unranked = explored.items("/unranked").indices.map { index -> HTML in
      let pointer = "/unranked" / index
      return "“\(explored.string(pointer / "column"))” cannot be ranked: \(explored.words(pointer / "reason"))"
    }
    let notes = explored.items("/notes").indices.map { explored.words("/notes" / $0 / "message") } + unranked
    return notes.isEmpty ? "" : HTML("ul", [:], notes.prefix(mostColumns).map { HTML("li", [:], $0) })
  }

  private static func table(_ explored: ExploredRecord) -> PageTable {
    var table = PageTable(
      "columns-table", caption: "Types, missing cells and values, in the file’s order",
      columns: [
        .init("column", "column"), .init("role", "role"), .init("kind", "kind"), .init("missing", "missing"),
        .init("rate", "churn rate, missing"), .init("distinct", "distinct"), .init("values", "values"),
      ])
    for index in explored.items("/columns").indices.prefix(mostColumns) {
      let column = "/columns" / index
      let hasMissing = explored.has(column / "missing" / "rate")
      table.add(
        .text(explored.string(column / "name")), .text(explored.string(column / "role")),
        .text(explored.string(column / "kind")), explored.cell(column / "missing" / "share", .percent(2)),
        hasMissing ? explored.cell(column / "missing" / "rate", .percent(1)) : .empty,
        explored.cell(column / "distinct", .count), .mixed(values(explored, column)))
    }
    return table
  }

  private static func values(_ explored: ExploredRecord, _ column: String) -> HTML {
    if explored.has(column / "numbers") {
      func number(_ path: String) -> QuotedFigure { explored.quote("\(column)/numbers/\(path)", .short) }
      return "\(number("min")) to \(number("max")), median \(number("quantiles/2/value"))"
    }
    let categories = explored.items(column / "categories").indices.prefix(3).map { index -> HTML in
      let category = column / "categories" / index
      return "\(explored.words(category / "category")) \(explored.quote(category / "count", .count))"
    }
    let more = explored.double(column / "distinct") ?? 0 > Double(categories.count)
    let parts = categories + (more ? ["…"] : [])
    return HTML(parts.enumerated().flatMap { $0.offset > 0 ? [", ", $0.element] : [$0.element] })
  }
}
