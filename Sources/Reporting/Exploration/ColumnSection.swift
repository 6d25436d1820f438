internal import Workbench

/// Every column of the file.
enum ColumnSection {
  static func section(_ explored: ExploredRecord) -> Page.Section? {
    Page.Section("columns", "Every column", [.table(table(explored))])
  }

  private static func table(_ explored: ExploredRecord) -> PageTable {
    var table = PageTable(
      "columns-table", caption: "Types, missing cells and values, in the file’s order",
      columns: [
        .init("column", "column"), .init("role", "role"), .init("kind", "kind"), .init("missing", "missing"),
        .init("rate", "churn rate, missing"), .init("distinct", "distinct"), .init("values", "values"),
      ])
    for index in explored.items("/columns").indices {
      let column = "/columns" / index
      let hasMissing = explored.has(column / "missing" / "rate")
      table.add(
        .text(explored.string(column / "name")), .text(explored.string(column / "role")),
        .text(explored.string(column / "kind")), explored.cell(column / "missing" / "share", .percent(2)),
        hasMissing ? explored.cell(column / "missing" / "rate", .percent(1)) : .empty,
        explored.cell(column / "distinct", .count), .text(values(explored, column)))
    }
    return table
  }

  private static func values(_ explored: ExploredRecord, _ column: String) -> String {
    if explored.has(column / "numbers") {
      let range = ["min", "max"].map { FigureFormat.short.text(explored[column / "numbers" / $0]) }
      let median = FigureFormat.short.text(explored[column / "numbers" / "quantiles" / 2 / "value"])
      return "\(range[0]) to \(range[1]), median \(median)"
    }
    let categories = explored.items(column / "categories").prefix(3).map {
      "\($0["category"]?.string ?? "") \(FigureFormat.count.text($0["count"]))"
    }
    let more = explored.double(column / "distinct") ?? 0 > Double(categories.count)
    return (categories + (more ? ["…"] : [])).joined(separator: ", ")
  }
}
