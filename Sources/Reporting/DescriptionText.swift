public import ChurnML
internal import Foundation

/// What `data describe` says.
public enum DescriptionText {
  public static func text(_ description: TableDescription) -> String {
    var table = TextTable(["column", "kind", "missing", "distinct", "values"])
    for column in description.columns {
      table.add([
        column.name, column.kind.rawValue, NumberText.count(column.missing), NumberText.count(column.distinct),
        values(column),
      ])
    }
    let notes = description.notes.map(\.message)
    let lines = table.text.split(separator: "\n").map { TextWrap.cut(String($0), to: TextWrap.width) }
    return "\(NumberText.count(description.rows)) rows, SHA-256 \(description.digest)\n\n"
      + lines.joined(separator: "\n") + "\n" + (notes.isEmpty ? "" : "\n\(TextWrap.list("Notes", notes))\n")
  }

  private static func values(_ column: TableDescription.ColumnSummary) -> String {
    if let numbers = column.numbers {
      return
        "\(NumberText.short(numbers.min)) to \(NumberText.short(numbers.max)), mean \(NumberText.short(numbers.mean))"
    }
    let shown = (column.categories ?? []).prefix(3).map { "\($0.category) \(NumberText.count($0.count))" }
    return (shown + (column.distinct > shown.count ? ["…"] : [])).joined(separator: ", ")
  }
}
