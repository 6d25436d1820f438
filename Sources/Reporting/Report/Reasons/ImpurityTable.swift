internal import Workbench

/// What each column's splits bring to the forest.
enum ImpurityTable {
  private static let most = 20

  static func chart(_ run: ReportedRun) -> Chart? {
    let list = "importance.json#"
    let rows = run.documents.items(list)
    guard rows.count > 1, rows.allSatisfy({ $0["out_of_bag"]?.double != nil }) else { return nil }
    let order = rows.indices.sorted {
      (rows[$0]["out_of_bag"]?.double ?? 0, $1) > (rows[$1]["out_of_bag"]?.double ?? 0, $0)
    }
    var table = PageTable(
      "importance-table", caption: "How much of the forest’s impurity decrease each column brings",
      columns: [.init("column", "Column"), .init("out_of_bag", "On unseen rows"), .init("in_bag", "On training rows")])
    for index in order.prefix(most) {
      table.add(
        .text(rows[index]["column"]?.string ?? ""), run.documents.cell(list / index / "out_of_bag", .fixed(5)),
        run.documents.cell(list / index / "impurity_decrease", .fixed(5)))
    }
    let y = VegaLite.name("column", nil)
    let spec: JSON = [
      "height": .integer(22 * table.rows.count + 20),
      "mark": ["type": "bar", "cornerRadiusEnd": 2, "height": ["band": 0.65]],
      "encoding": [
        "y": y, "x": VegaLite.number("out_of_bag", "Impurity decrease on unseen rows", axis: ["tickCount": 6]),
        "tooltip": VegaLite.tooltip([
          ("column", "Column", nil), ("out_of_bag", "On unseen rows", ".4f"), ("in_bag", "On training rows", ".4f"),
        ]),
      ],
    ]
    return Chart(
      id: "importance-chart", title: "What splits bring",
      summary: "Impurity decrease measured on rows a tree has not seen, so that a column of noise has about none.",
      spec: spec, table: .own(table))
  }
}
