internal import Workbench

/// A number, or a word, of a page and where in the run's JSON it stands: `results.json` unless the pointer names another file,
/// as in `figures.json#/ranking/0/recall`.
struct QuotedFigure: Sendable, Equatable {
  let text: String
  let pointer: String

  var html: HTML { HTML("span", ["class": "figure", "data-pointer": pointer], HTML(text: text)) }
  /// For words, which may be broken over lines.
  var words: HTML { HTML("span", ["data-pointer": pointer], HTML(text: text)) }
}

/// How a number is written. What is written can be read back to within a half of its last digit, whatever the format.
enum FigureFormat: Sendable {
  case fixed(Int)
  case signed(Int)
  /// Of a share: `26.5 %`.
  case percent(Int)
  /// `7,043`.
  case count
  /// At most five significant digits.
  case short
  /// Every digit: of seeds, parameters and numbers that are names.
  case plain
  /// As `plain`, and `none` where there is no value: scikit-learn's None.
  case parameter
  /// Of bytes: `58 MB`.
  case megabytes

  /// The same digits with a sign.
  var withSign: FigureFormat { if case .fixed(let digits) = self { .signed(digits) } else { self } }

  func text(_ value: Double) -> String {
    switch self {
    case .fixed(let digits): NumberText.fixed(value, digits)
    case .signed(let digits): NumberText.signed(value, digits)
    case .percent(let digits): NumberText.percent(value, digits)
    case .count: Int(exactly: value).map(NumberText.count) ?? NumberText.short(value)
    case .short: NumberText.short(value)
    case .plain, .parameter: Int(exactly: value).map(String.init) ?? "\(value)"
    case .megabytes: NumberText.fixed(value / 1e6, 1) + " MB"
    }
  }

  /// What stands for no value.
  private var absent: String { if case .parameter = self { NumberText.noParameter } else { NumberText.none } }

  /// Any JSON value: numbers in this format, words as they are, and an en dash for what has no value.
  func text(_ value: JSON?) -> String {
    switch value {
    case .text(let text): text
    case .boolean(let value): value ? "true" : "false"
    case let value: value?.double.map(text) ?? absent
    }
  }
}
