/// Markup. Whatever text goes in is escaped, so what came from data is shown and never run; a literal is text too.
///
///     HTML("p", ["class": "lead"], "Churn rate of \(columnName): \(HTML("strong", [:], "26.5 %"))")
package struct HTML: Sendable, Equatable {
  package private(set) var markup: String

  /// Text as it is to be read.
  package init(text: String) { markup = Self.escaped(text) }

  /// An element. Attributes without a value are left out.
  package init(_ element: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: HTML...) {
    self.init(element, attributes, content)
  }

  package init(_ element: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: [HTML]) {
    var markup = "<\(element)"
    for (name, value) in attributes {
      if let value { markup += " \(name)=\"\(Self.escaped(value))\"" }
    }
    markup += ">"
    for part in content { markup += part.markup }
    if !Self.void.contains(element) { markup += "</\(element)>" }
    self.markup = markup
  }

  /// A script or style element: its content is no text but code, and the page's own.
  init(_ element: String, _ attributes: KeyValuePairs<String, String?> = [:], code: String) {
    self.init(element, attributes)
    markup.insert(contentsOf: code, at: markup.index(markup.endIndex, offsetBy: -(element.count + 3)))
  }

  package init(_ parts: [HTML]) { markup = parts.map(\.markup).joined() }

  package static func + (a: HTML, b: HTML) -> HTML { HTML([a, b]) }

  package var isEmpty: Bool { markup.isEmpty }

  private static let void: Set<String> = ["meta", "br", "hr", "col", "input", "link"]

  /// Text without what no page may hold, however it is written: control characters.
  static func shown(_ text: String) -> String {
    var shown = ""
    shown.unicodeScalars.append(contentsOf: text.unicodeScalars.map { isForbidden($0) ? "\u{FFFD}" : $0 })
    return shown
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\0"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}": true
    default: false
    }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(text: Self.typeset(value)) }
  package init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

  /// Keeps a number and its sign on one line.
  private static func typeset(_ literal: String) -> String {
    literal.replacing(" %", with: "\u{A0}%").replacing("± ", with: "±\u{A0}")
  }

  /// Text is escaped, markup is kept.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    package init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity * 2) }
    package mutating func appendLiteral(_ literal: String) { markup += HTML(text: HTML.typeset(literal)).markup }
    package mutating func appendInterpolation(_ text: String) { markup += HTML(text: text).markup }
    package mutating func appendInterpolation(_ part: HTML) { markup += part.markup }
    mutating func appendInterpolation(_ figure: QuotedFigure) { markup += figure.html.markup }
  }
}
