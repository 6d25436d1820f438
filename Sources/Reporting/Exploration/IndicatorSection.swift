internal import Workbench

/// Columns ranked by what each alone says about churn.
enum IndicatorSection {
  private static let measures = [
    ("cramers_v_bias_corrected", "Cramér’s V (bias-corrected)"), ("mutual_info_nats", "mutual information (nats)"),
    ("roc_auc", "AUC"), ("ks", "KS"),
  ]

  /// Rows of the table: a page is to stay small.
  private static let mostRows = 100

  static func section(_ explored: ExploredRecord) -> Page.Section? {
    guard !explored.indicators.isEmpty else { return nil }
    return Page.Section(
      "indicators", "Churn indicators",
      [
        .html(HTML("p", [:], introduction(explored))), .chart(chart(explored)), .table(table(explored)),
      ])
  }

  private static func introduction(_ explored: ExploredRecord) -> HTML {
    "Each column on its own. Numbers of many values are judged by their tenths for Cramér’s V and mutual information, and by themselves for AUC and KS; categories are put in the order of their churn rates, which flatters them, and shuffled labels alike. A column is noise when, labels shuffled, the best of the columns that say no more than it does as well in more than 5 % of \(explored.quote("/settings/permutations", .count)) shuffles."
  }

  /// One row a column and measure.
  private static func chart(_ explored: ExploredRecord) -> Chart {
    var table = PageTable(
      "indicator-measures", caption: "Every indicator by every measure, with the limit that 95 % of shuffles keep",
      columns: [
        .init("column", "column"), .init("measure", "measure"), .init("value", "value"),
        .init("limit", "shuffled limit"),
        .init("verdict", "verdict"),
      ])
    for (measure, title) in measures {
      for pointer in explored.indicators.prefix(ExploredRecord.mostCharted) {
        table.add(
          .text(explored.string(pointer / "column")), .text(title), explored.cell(pointer / measure, .fixed(4)),
          explored.cell(pointer / "null" / "limit_95" / measure, .fixed(4)),
          .text(explored[pointer / "noise"] == .boolean(true) ? "noise" : "indicator"))
      }
    }
    return Chart(
      id: "indicator-chart", title: "What each column says about churn",
      summary:
        "Bars are the column’s measure; the tick is what 95 % of shuffles stay below. An AUC of 0.5 says nothing, and one below it that churned customers have the lower values.",
      spec: spec(columns: min(explored.indicators.count, ExploredRecord.mostCharted)), table: .own(table))
  }

  private static func spec(columns: Int) -> JSON {
    [
      "height": .integer(26 * columns),
      "params": .list([ChartPart.choice("measure", "Ranked by", measures.map(\.1))]),
      "transform": .list([
        ["filter": "datum.measure === measure"],
        ["calculate": "measure === 'AUC' ? 0.5 : 0", "as": "base"],
        ["calculate": "abs(datum.value - datum.base)", "as": "strength"],
      ]),
      "encoding": [
        "y": [
          "field": "column", "type": "nominal", "title": .null,
          "sort": ["field": "strength", "op": "max", "order": "descending"],
        ],
        "color": [
          "field": "verdict", "type": "nominal", "title": .null,
          "scale": ["domain": ["indicator", "noise"], "range": ["var(--category-1)", "var(--category-7)"]],
        ],
        "opacity": VegaLite.when("shown", 1, else: 0.12),
        "tooltip": VegaLite.tooltip([
          ("column", "column", nil), ("value", "value", ".4f"), ("limit", "shuffled limit", ".4f"),
          ("verdict", "verdict", nil),
        ]),
      ],
      "layer": .list([
        [
          "params": [VegaLite.legendFilter("shown", "verdict")],
          "mark": ["type": "bar", "height": ["band": 0.62], "cornerRadiusEnd": 2],
          "encoding": [
            "x": [
              "field": "value", "type": "quantitative", "title": .null, "scale": ["zero": false, "nice": true],
              "axis": ["tickCount": 8],
            ],
            "x2": ["field": "base"],
          ],
        ],
        [
          "mark": ["type": "tick", "color": "var(--ink)", "thickness": 2, "size": 18],
          "encoding": ["x": ["field": "limit", "type": "quantitative"], "color": ["value": "var(--ink)"]],
        ],
      ]),
    ]
  }

  private static func table(_ explored: ExploredRecord) -> PageTable {
    let count = explored.indicators.count
    let left = explored.left(min(mostRows, count), of: count)
    var table = PageTable(
      "indicators-table",
      caption: "Indicators by bias-corrected Cramér’s V\(left.isEmpty ? "" : ".")\(left)",
      columns: [
        .init("column", "column"), .init("v", "V, corrected"), .init("plain", "V"), .init("information", "MI, nats"),
        .init("auc", "AUC"), .init("higher", "churners have"), .init("ks", "KS"), .init("p", "p, shuffled"),
        .init("adjusted", "p, adjusted"), .init("verdict", "verdict"),
      ])
    for pointer in explored.indicators.prefix(mostRows) {
      table.add(
        .text(explored.string(pointer / "column")), explored.cell(pointer / "cramers_v_bias_corrected", .fixed(4)),
        explored.cell(pointer / "cramers_v", .fixed(4)), explored.cell(pointer / "mutual_info_nats", .fixed(5)),
        explored.cell(pointer / "roc_auc", .fixed(4)), .text(explored.string(pointer / "churners_have")),
        explored.cell(pointer / "ks", .fixed(4)), explored.cell(pointer / "null" / "p_value", .fixed(3)),
        explored.cell(pointer / "null" / "p_value_adjusted", .fixed(3)),
        .text(explored[pointer / "noise"] == .boolean(true) ? "noise" : "indicator"))
    }
    return table
  }
}
