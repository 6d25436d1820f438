internal import Workbench

/// What the run took.
enum CostSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let documents = run.documents
    var table = PageTable(
      "cost-table",
      caption: "All models and the search, on \(documents.quote("environment.json#/processors", .count)) processors",
      columns: [.init("what", "What"), .init("foreseen", "Foreseen"), .init("spent", "Spent")])
    let rows: [(String, String, FigureFormat)] = [
      ("CPU seconds", "cpu_s", .fixed(1)), ("Wall seconds", "wall_s", .fixed(1)),
      ("Memory at most", "peak_memory_bytes", .megabytes), ("Scores on disk", "score_bytes", .megabytes),
    ]
    for row in rows {
      table.add(
        .text(row.0), documents.cell("/cost/estimated" / row.1, row.2), documents.cell("/cost/spent" / row.1, row.2))
    }
    guard documents.double("/engine/points") ?? 0 > 0 else {
      return Page.Section("cost", "Cost and time", [.table(table)])
    }
    let engine: HTML =
      "The \(documents.quote("/engine/mode")) engine scored \(documents.quote("/engine/points", .count)) forest points from \(documents.quote("/engine/fits_run", .count)) fits (\(documents.quote("/engine/fits_reused", .count)) found finished) in \(documents.quote("/engine/cpu_s", .fixed(1))) CPU seconds, with \(documents.quote("/engine/jobs", .count)) jobs."
    return Page.Section("cost", "Cost and time", [.html(HTML("p", [:], engine)), .table(table)])
  }
}
