internal import Workbench

/// What is suspicious, where a reader cannot miss it.
enum AlarmSection {
  static func section(_ run: ReportedRun) -> Page.Section? {
    let alarms = run.documents.items("/alarms")
    guard !alarms.isEmpty else { return nil }
    let items = alarms.enumerated().map { index, alarm in
      HTML(
        "div", ["class": alarm["severity"]?.string == "note" ? "note" : "note warn"],
        HTML(
          "p", [:],
          HTML("strong", [:], "\(alarm["kind"]?.string?.replacing("_", with: " ") ?? "alarm"): ")
            + run.documents.quote("/alarms" / index / "message").words))
    }
    return Page.Section("alarms", "Alarms", items.map { .html($0) })
  }
}
