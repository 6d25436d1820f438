internal import Workbench

/// Vega-Lite's `config` for all charts: the page's typeface and colours. Colours are CSS variables, which the drawing keeps.
enum ChartConfiguration {
  static let json: JSON = [
    "background": "transparent",
    "font": .text(Stylesheet.typeface),
    "autosize": ["type": "fit-x", "contains": "padding"],
    "view": ["stroke": "transparent", "continuousHeight": 300, "discreteHeight": ["step": 26]],
    "axis": axis, "legend": legend, "header": header,
    "title": ["color": "var(--ink)", "anchor": "start", "fontSize": 13, "fontWeight": 600],
    "range": ["category": colours(Palette.categories), "ordinal": colours(Palette.steps)],
    "mark": ["color": .text(Palette.categories[0]), "tooltip": true],
    "line": ["strokeWidth": 2, "strokeCap": "round"],
    "point": ["size": 40, "filled": true],
    "rule": ["color": "var(--soft)"],
    "text": ["color": "var(--ink)", "fontSize": 12],
  ]

  private static let axis: JSON = [
    "labelColor": "var(--soft)", "titleColor": "var(--soft)", "labelFontSize": 12, "titleFontSize": 12,
    "titleFontWeight": 600, "titlePadding": 8, "domainColor": "var(--rule)", "tickColor": "var(--rule)",
    "gridColor": "var(--grid)", "labelPadding": 5, "labelLimit": 220, "labelOverlap": true, "labelSeparation": 6,
  ]

  private static let legend: JSON = [
    "orient": "top", "labelColor": "var(--ink)", "titleColor": "var(--soft)", "labelFontSize": 12, "titleFontSize": 12,
    "titleFontWeight": 600, "symbolStrokeWidth": 2.5, "symbolOpacity": 1, "columns": 4, "labelLimit": 180, "offset": 8,
  ]

  private static let header: JSON = [
    "labelColor": "var(--ink)", "titleColor": "var(--soft)", "labelFontSize": 12, "titleFontSize": 12,
  ]

  private static func colours(_ names: [String]) -> JSON { .list(names.map { .text($0) }) }
}
