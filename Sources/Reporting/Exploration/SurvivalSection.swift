internal import Workbench

/// How long customers stay, where entry and observation were declared; else why nothing is said.
enum SurvivalSection {
  /// Columns whose curves are charted, those that differ most.
  private static let mostColumns = 8
  /// Steps of a curve that are charted, and of all curves together.
  private static let mostSteps = 40
  private static let mostRows = 600

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    guard explored.has("/survival") else {
      let reason = explored.string("/undefined/survival")
      return Page.Section(
        "survival", "How long customers stay", [.html(HTML("p", ["class": "note"], "Not shown: \(reason)."))])
    }
    let by = differing(explored)
    return Page.Section(
      "survival", "How long customers stay",
      [
        .html(HTML("p", [:], introduction(explored))), .chart(chart(explored, by)), .table(tests(explored, by)),
      ])
  }

  /// Columns with a test, the largest statistic for its degrees of freedom first.
  private static func differing(_ explored: ExploredRecord) -> [String] {
    let by = explored.items("/survival/by").indices.map { "/survival/by" / $0 }.filter { explored.has($0 / "log_rank") }
    let strength = by.map {
      (explored.double($0 / "log_rank" / "statistic") ?? 0) / (explored.double($0 / "log_rank" / "df") ?? 1)
    }
    return by.indices.sorted { (strength[$1], $0) < (strength[$0], $1) }.map { by[$0] }
  }

  private static func introduction(_ explored: ExploredRecord) -> HTML {
    let median: HTML =
      explored.has("/survival/overall/median")
      ? "Half of the customers have left after \(explored.quote("/survival/overall/median", .short))."
      : "More than half of the customers stay to the end of observation."
    return
      "Kaplan and Meier’s curve: the share of customers who stay longer than a time, followed from \(HTML("strong", [:], explored.words("/survival/entry"))) to \(HTML("strong", [:], explored.words("/survival/observation"))), with \(explored.quote("/survival/overall/events", .count)) departures. Time is in \(explored.string("/survival/unit") == "days" ? "days" : "the columns’ own unit"). \(median)"
  }

  private static func chart(_ explored: ExploredRecord, _ by: [String]) -> Chart {
    var table = PageTable(
      "survival-table", caption: "Share of customers who stay longer than a time",
      columns: [
        .init("column", "column"), .init("level", "level"), .init("time", "time"), .init("survival", "stay longer"),
        .init("low", "from"), .init("high", "to"), .init("risk", "followed"),
      ])
    let shown = by.prefix(mostColumns)
    let curves = shown.reduce(1) { $0 + explored.items($1 / "groups").count }
    let steps = min(mostSteps, max(8, mostRows / curves))
    add("/survival/overall", column: everyone, level: .text(everyone), explored, steps: steps, to: &table)
    for pointer in shown {
      for group in explored.items(pointer / "groups").indices.map({ pointer / "groups" / $0 }) {
        add(
          group, column: explored.string(pointer / "column"), level: explored.word(group / "level"), explored,
          steps: steps, to: &table)
      }
    }
    let names = shown.map { explored.string($0 / "column") }
    return Chart(
      id: "survival-chart", title: "Share of customers who stay",
      summary: "Choose a column; a click on its legend shows one level. Bands are 95 % intervals.",
      spec: spec(names + [everyone]), table: .own(table))
  }

  private static let everyone = "all customers"

  private static func add(
    _ curve: String, column: String, level: PageTable.Cell, _ explored: ExploredRecord, steps most: Int,
    to table: inout PageTable
  ) {
    let steps = explored.items(curve / "curve").count
    let shown = steps <= most ? Array(0..<steps) : (0..<most).map { $0 * (steps - 1) / (most - 1) }
    for step in shown.map({ curve / "curve" / $0 }) {
      table.add(
        .text(column), level, explored.cell(step / "time", .short), explored.cell(step / "survival", .fixed(4)),
        explored.cell(step / "low", .fixed(4)), explored.cell(step / "high", .fixed(4)),
        explored.cell(step / "at_risk", .count))
    }
  }

  private static func spec(_ names: [String]) -> JSON {
    [
      "params": .list([ChartPart.choice("column", "Column", names)]),
      "height": 320,
      "transform": .list([ChartPart.numbered, ChartPart.chosen("column", "column")]),
      "encoding": [
        "x": ["field": "time", "type": "quantitative", "title": "time since entry", "axis": ["grid": false]],
        "color": [
          "field": "level", "type": "nominal", "title": .null, "sort": ["field": "place"],
          "legend": ["symbolType": "stroke", "symbolOpacity": 1],
        ],
        "tooltip": VegaLite.tooltip([
          ("level", "level", nil), ("time", "time", ",.6~r"), ("survival", "stay longer", ".1%"),
          ("low", "from", ".1%"),
          ("high", "to", ".1%"), ("risk", "followed", ","),
        ]),
      ],
      "layer": .list([
        [
          "mark": ["type": "area", "interpolate": "step-after", "tooltip": false],
          "encoding": [
            "y": [
              "field": "low", "type": "quantitative", "title": "stay longer", "axis": ["format": "%"],
              "scale": ["domain": [0, 1]],
            ],
            "y2": ["field": "high"], "opacity": ["condition": ["param": "shown", "value": 0.16], "value": 0.02],
          ],
        ],
        [
          "params": .list([VegaLite.legendFilter("shown", "level")]),
          "mark": ["type": "line", "interpolate": "step-after"],
          "encoding": [
            "y": ["field": "survival", "type": "quantitative"], "opacity": VegaLite.when("shown", 1, else: 0.12),
          ],
        ],
      ]),
    ]
  }

  private static func tests(_ explored: ExploredRecord, _ by: [String]) -> PageTable {
    var table = PageTable(
      "log-rank-table",
      caption: "Whether the levels of a column leave at the same rate: log-rank tests, by chi² for a degree of freedom",
      columns: [.init("column", "column"), .init("statistic", "chi²"), .init("df", "df"), .init("p", "p-value")])
    for pointer in by {
      table.add(
        .text(explored.string(pointer / "column")), explored.cell(pointer / "log_rank" / "statistic", .fixed(2)),
        explored.cell(pointer / "log_rank" / "df", .count), .figure(explored.p(pointer / "log_rank" / "p_value")))
    }
    return table
  }
}
