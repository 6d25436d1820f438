internal import Workbench

/// Bands of risk with sizes, rates and money.
enum BandSection {
  static func section(_ run: ReportedRun) -> Page.Section? {
    let bands = run.documents.items("/bands")
    guard !bands.isEmpty else { return nil }
    var table = PageTable(
      "bands-table", caption: "Bands from the lowest risk; money is per customer of the band",
      columns: [
        .init("name", "Band"), .init("action", "Action"), .init("from", "From score"), .init("customers", "Customers"),
        .init("share", "Share"), .init("churn_rate", "Churn rate"), .init("low", "95 % from"), .init("high", "to"),
        .init("expected_profit", "Expected money"), .init("measured_profit", "Measured money"),
        .init("changed", "Change band"),
      ])
    for (index, band) in bands.enumerated() {
      let pointer = "/bands" / index
      func cell(_ path: String, _ format: FigureFormat) -> PageTable.Cell {
        run.documents.cell("\(pointer)/\(path)", format)
      }
      table.add(
        .word(run.documents.quote(pointer / "name")),
        band["action"]?.string == nil ? .text("none") : .word(run.documents.quote(pointer / "action")),
        cell("from", .fixed(3)),
        cell("customers", .count), cell("share", .percent(1)), cell("churn_rate", .percent(1)),
        cell("churn_rate_interval/low", .percent(1)), cell("churn_rate_interval/high", .percent(1)),
        cell("expected_profit", .fixed(2)), cell("measured_profit", .fixed(2)), cell("changed", .percent(1)))
    }
    let names = bands.compactMap { $0["name"]?.string }
    let x = VegaLite.number("churn_rate", "Churn rate", format: ".0%", domain: [0, 1])
    let y = VegaLite.name("name", nil, order: names)
    let spec: JSON = [
      "height": .integer(48 * names.count + 20),
      "layer": [
        [
          "mark": ["type": "bar", "cornerRadiusEnd": 2, "height": ["band": 0.6]],
          "encoding": [
            "x": x, "y": y,
            "color": .object(
              VegaLite.colour("name", nil, order: names, range: VegaLite.steps(names.count)).members
                + [.init("legend", .null)]),
            "tooltip": VegaLite.tooltip([
              ("name", "Band", nil), ("action", "Action", nil), ("customers", "Customers", ",d"),
              ("share", "Share", ".1%"),
              ("churn_rate", "Churn rate", ".1%"),
            ]),
          ],
        ],
        interval(y, width: 5, colour: "var(--paper)"), interval(y, width: 2, colour: "var(--ink)"),
      ],
    ]
    return Page.Section(
      "bands", "Risk bands",
      [
        .table(table),
        .chart(
          Chart(
            id: "bands-chart", title: "Churn rate by band", summary: "With Wilson’s 95 % interval.", spec: spec,
            table: .shared(table))),
      ])
  }

  /// Drawn twice, so that it stands out from dark bars too.
  private static func interval(_ y: JSON, width: Int, colour: String) -> JSON {
    [
      "mark": ["type": "rule", "strokeWidth": .integer(width), "color": .text(colour), "tooltip": false],
      "encoding": [
        "x": VegaLite.number("low", "Churn rate", format: ".0%", domain: [0, 1]), "x2": ["field": "high"], "y": y,
      ],
    ]
  }
}
