public import ChurnML

/// What `data describe` says on a terminal.
public enum DescriptionText {
  public static func text(_ description: TableDescription) -> String {
    var table = TextTable(["column", "type", "missing", "distinct", "min", "median", "max", "most frequent"])
    for column in description.columns {
      let median = column.numbers?.quantiles.first { $0.share == 0.5 }?.value
      table.add([
        column.name, column.kind.rawValue, NumberText.count(column.missing), NumberText.count(column.distinct),
        NumberText.short(column.numbers?.min), NumberText.short(median), NumberText.short(column.numbers?.max),
        frequent(column, of: description.rows),
      ])
    }
    let notes = description.notes.map { "  \($0.message)" }
    return "\(NumberText.count(description.rows)) rows, \(description.columns.count) columns, "
      + "SHA-256 \(description.digest.prefix(12))…\n\n\(table.text)\n"
      + (notes.isEmpty ? "" : "\nNotes\n" + notes.joined(separator: "\n") + "\n")
  }

  private static func frequent(_ column: TableDescription.ColumnSummary, of rows: Int) -> String {
    guard let first = column.categories?.first, first.count > 1 else { return "" }
    let name = first.category.count > 20 ? first.category.prefix(19) + "…" : first.category[...]
    return "\(name) \(NumberText.percent(Double(first.count) / Double(rows), 0))"
  }
}
