/// The colours of pages and charts, as CSS variables, so that a chart changes with the theme without being drawn anew.
///
/// Categories are Okabe and Ito's (2008), which people with any common colour vision tell apart, darkened on white and lightened on
/// black until each stands out by 3 to 1 at least. Depths of one hue say more and less.
enum Palette {
  static let categories = (1...7).map { "var(--category-\($0))" }
  static let steps = (1...7).map { "var(--step-\($0))" }

  static let light: KeyValuePairs<String, String> = [
    "paper": "#ffffff", "sheet": "#f6f7f9", "ink": "#16202b", "soft": "#55616e", "rule": "#d9dee4", "grid": "#e9ecf0",
    "accent": "#0a5c95", "warn": "#a3470a", "mark": "#fdf3d6",
    "category-1": "#0072b2", "category-2": "#c85200", "category-3": "#00835f", "category-4": "#b5578d",
    "category-5": "#8a6d00", "category-6": "#2d86b8", "category-7": "#55616e",
    "step-1": "#8cb7dc", "step-2": "#679fce", "step-3": "#4687bb", "step-4": "#2b70a4", "step-5": "#17588a",
    "step-6": "#0b416b", "step-7": "#062b4a",
  ]

  static let dark: KeyValuePairs<String, String> = [
    "paper": "#12181f", "sheet": "#1a222b", "ink": "#e8edf2", "soft": "#a3afbb", "rule": "#36424e", "grid": "#28323c",
    "accent": "#79bdf0", "warn": "#f2a66b", "mark": "#3b3216",
    "category-1": "#56b4e9", "category-2": "#f08a3c", "category-3": "#2fc79a", "category-4": "#dd8fba",
    "category-5": "#e3c54a", "category-6": "#8fb8de", "category-7": "#a3afbb",
    "step-1": "#2f5f8a", "step-2": "#3b75a8", "step-3": "#4a8bc4", "step-4": "#62a2da", "step-5": "#84b9e8",
    "step-6": "#aacff1", "step-7": "#d2e6f9",
  ]

  static func declarations(_ colours: KeyValuePairs<String, String>) -> String {
    colours.map { "--\($0.key): \($0.value);" }.joined(separator: " ")
  }
}
