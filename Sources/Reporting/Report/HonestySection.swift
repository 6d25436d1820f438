internal import Workbench

/// How much the search flatters its best point: nested cross-validation and the bias-corrected bootstrap, where they were made.
enum HonestySection {
  private static let kinds: [(key: String, name: String)] = [
    ("nested", "nested cross-validation"), ("bias_corrected", "bootstrap bias-corrected"),
  ]

  static func section(_ run: ReportedRun) -> Page.Section? {
    let blocks = kinds.compactMap { kind -> Page.Content? in
      let rows = leaves(run.documents["/" + kind.key] ?? .null, at: "/" + kind.key)
      guard !rows.isEmpty else { return nil }
      var table = PageTable(
        kind.key, caption: HTML(text: Words.title(kind.name)),
        columns: [.init("figure", "Figure"), .init("value", "Value")])
      for row in rows { table.add(.text(row.words), run.documents.cell(row.pointer, .fixed(4))) }
      return .table(table)
    }
    return blocks.isEmpty ? nil : Page.Section("honesty", "How flattered is the best?", blocks)
  }

  /// The least flattered estimate of the search's metric, in words, and what made it; nil where none was made.
  static func estimate(_ run: ReportedRun) -> (name: String, figure: HTML)? {
    for kind in kinds {
      let root = "/" + kind.key
      for path in ["outer/mean", "mean", "estimate/mean", "estimate"]
      where run.documents.double("\(root)/\(path)") != nil {
        return (kind.name, run.documents.quote("\(root)/\(path)", Words.format(run.metric)).html)
      }
    }
    return nil
  }

  /// Numbers and words two levels deep, named by their keys; lists, which are folds, are left to the JSON.
  private static func leaves(_ value: JSON, at pointer: String, depth: Int = 0) -> [(words: String, pointer: String)] {
    value.members.flatMap { member -> [(words: String, pointer: String)] in
      let words = member.key.replacing("_", with: " ")
      let inner = pointer / member.key
      switch member.value {
      case .object where depth < 2:
        return leaves(member.value, at: inner, depth: depth + 1).map { ("\(words): \($0.words)", $0.pointer) }
      case .integer, .number, .text: return [(words, inner)]
      default: return []
      }
    }
  }
}
