internal import Workbench

/// What the linear models say about the columns: odds ratios with intervals and tests, and effects with bands.
enum EffectSection {
  private static let models = "effects.json#/models"
  /// Rows of the coefficients' table; the file and the terminal have all.
  private static let mostCoefficients = 60

  static func section(_ run: ReportedRun) -> Page.Section? {
    let items = run.documents.items(models)
    let inferred = items.indices.first { items[$0]["inference"].map { $0 != .null } ?? false }
    let curved = items.indices.max { items[$0].curvedness < items[$1].curvedness }
    let content =
      (inferred.map { inference(run, models / $0 / "inference") } ?? [])
      + (curved.map { charts(run, models / $0) } ?? [])
    return content.isEmpty ? nil : Page.Section("effects", "What each column does", content)
  }

  private static func inference(_ run: ReportedRun, _ pointer: String) -> [Page.Content] {
    let documents = run.documents
    func quote(_ key: String, _ digits: Int = 2) -> QuotedFigure { documents.quote(pointer / key, .fixed(digits)) }
    let ratio = pointer / "likelihood_ratio"
    let means =
      documents.string(pointer / "penalty") == "firth" ? "Firth’s penalised likelihood" : "maximum likelihood"
    let introduction: HTML =
      "Logistic regression by \(HTML(text: means)) on \(documents.quote(pointer / "rows", .count)) customers, without the ridge of the model that predicts: log-likelihood \(quote("log_likelihood")), deviance \(quote("deviance")) (of the intercept alone \(quote("null_deviance"))), AIC \(quote("aic")). Likelihood-ratio test of all columns together: chi-square \(documents.quote(ratio / "statistic", .fixed(2))), df \(documents.quote(ratio / "df", .plain)), p \(documents.quote(ratio / "p_value", .short)). Mean leverage \(documents.quote(pointer / "leverage" / "mean", .short)), greatest \(documents.quote(pointer / "leverage" / "most" / 0 / "leverage", .short))."
    var content: [Page.Content] = [.html(HTML("p", [:], introduction)), .table(coefficients(run, pointer))]
    if !documents.items(pointer / "columns").isEmpty {
      content.append(
        .table(
          run.table(
            "column-tests-table", caption: "Likelihood-ratio tests: the model against it without one column",
            rows: pointer / "columns",
            [
              ("column", "Column", nil), ("statistic", "Chi-square", .fixed(2)), ("df", "df", .plain),
              ("p_value", "p", .short),
            ])))
    }
    let notes = documents.items(pointer / "notes").indices.map { documents.quote(pointer / "notes" / $0).words }
    return content + notes.map { .html(HTML("p", [:], "Note: \($0).")) }
  }

  private static func coefficients(_ run: ReportedRun, _ pointer: String) -> PageTable {
    var table = PageTable(
      "coefficients-table",
      caption: "Odds ratios with 95 % Wald intervals, per unit of a column or against its first category",
      columns: [
        .init("column", "Column"), .init("estimate", "Estimate"), .init("standard_error", "Standard error"),
        .init("z", "z"), .init("p_value", "p"), .init("odds_ratio", "Odds ratio"), .init("odds_low", "From"),
        .init("odds_high", "To"),
      ])
    for index in run.documents.items(pointer / "coefficients").indices.prefix(mostCoefficients) {
      let place = pointer / "coefficients" / index
      func cell(_ key: String, _ format: FigureFormat = .short) -> PageTable.Cell {
        run.documents.cell(place / key, format)
      }
      table.add(
        .word(run.documents.quote(place / "column")), cell("estimate"), cell("standard_error"), cell("z", .fixed(2)),
        cell("p_value"), cell("odds_ratio"), cell("odds_ratio_low"), cell("odds_ratio_high"))
    }
    return table
  }

  private static func charts(_ run: ReportedRun, _ model: String) -> [Page.Content] {
    let name = run.documents.string(model / "model") ?? ""
    return [chart(run, model, name, ofNumbers: true), chart(run, model, name, ofNumbers: false)].compactMap {
      $0.map { .chart($0) }
    }
  }

  /// Effects along numbers as a line in a band, or of categories as points on their intervals.
  private static func chart(_ run: ReportedRun, _ model: String, _ name: String, ofNumbers: Bool) -> Chart? {
    let kind = ofNumbers ? "number" : "category"
    var table = PageTable(
      "\(kind)-effects-table", caption: "Log odds against the average customer, with pointwise 95 % bands",
      columns: [
        .init("column", "Column"), .init("at", ofNumbers ? "At" : "Category"), .init("effect", "Effect"),
        .init("low", "From"), .init("high", "To"),
      ])
    var columns: [String] = []
    for (index, effect) in run.documents.items(model / "partial_effects").enumerated() {
      guard let column = effect["column"]?.string, let points = effect["points"]?.items, points.first?[kind] != nil
      else { continue }
      columns.append(column)
      for place in points.indices {
        let pointer = model / "partial_effects" / index / "points" / place
        table.add(
          .text(column),
          ofNumbers ? run.documents.cell(pointer / kind, .short) : .word(run.documents.quote(pointer / kind)),
          run.documents.cell(pointer / "effect", .signed(4)), run.documents.cell(pointer / "low", .signed(4)),
          run.documents.cell(pointer / "high", .signed(4)))
      }
    }
    guard !columns.isEmpty else { return nil }
    return Chart(
      id: "\(kind)-effects-chart",
      title: ofNumbers ? "Effects of numbers (\(name))" : "Effects of categories (\(name))",
      summary: "What the column adds to the log odds, the others staying as they are; zero is the average customer.",
      spec: ofNumbers ? numbers(columns) : categories(columns), table: .own(table))
  }

  private static let tooltip: [(field: String, title: String, format: String?)] = [
    ("effect", "effect", "+.3f"), ("low", "from", "+.3f"), ("high", "to", "+.3f"),
  ]

  private static func choice(_ columns: [String], _ layers: [JSON], height: Int) -> JSON {
    [
      "height": .integer(height), "params": [ChartPart.choice("column", "Column", columns)],
      "transform": .list([ChartPart.numbered, ChartPart.chosen("column", "column")]), "layer": .list(layers),
    ]
  }

  private static func numbers(_ columns: [String]) -> JSON {
    let x = VegaLite.number("at", "value")
    let tooltip = VegaLite.tooltip([("at", "at", ".4~g")] + Self.tooltip)
    let y = VegaLite.number("effect", "log odds")
    return choice(
      columns,
      [
        [
          "mark": ["type": "area", "opacity": 0.22, "color": "var(--category-1)"],
          "encoding": [
            "x": x, "y": VegaLite.number("low", "log odds"), "y2": ["field": "high"], "tooltip": tooltip,
          ],
        ],
        ["mark": ["type": "line", "color": "var(--category-1)"], "encoding": ["x": x, "y": y, "tooltip": tooltip]],
      ], height: 240)
  }

  private static func categories(_ columns: [String]) -> JSON {
    let y: JSON = ["field": "at", "type": "nominal", "title": .null, "sort": ["field": "place"]]
    let tooltip = VegaLite.tooltip([("at", "category", nil)] + Self.tooltip)
    let low = VegaLite.number("low", "log odds")
    return choice(
      columns,
      [
        [
          "mark": ["type": "rule", "strokeWidth": 3, "opacity": 0.45, "color": "var(--category-1)"],
          "encoding": ["x": low, "x2": ["field": "high"], "y": y, "tooltip": tooltip],
        ],
        [
          "mark": ["type": "point", "filled": true, "color": "var(--category-1)", "opacity": 1],
          "encoding": ["x": VegaLite.number("effect", "log odds"), "y": y, "tooltip": tooltip],
        ],
      ], height: 150)
  }
}

extension JSON {
  /// A spline's curves are preferred to straight lines.
  fileprivate var curvedness: Int { self["model"]?.string == "spline_logistic" ? 1 : 0 }
}
