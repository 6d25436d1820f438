/// Text for a terminal, at most `width` columns wide.
enum TextWrap {
  static let width = 100

  /// The text broken between words; the first line begins with `first` spaces and the others with `indent`. A longer word is
  /// left whole.
  static func wrap(_ text: String, first: Int = 0, indent: Int = 0) -> String {
    var lines: [String] = []
    var line = ""
    for word in TextCells.line(text).split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if TextCells.width(line) + 1 + TextCells.width(String(word)) <= width - (lines.isEmpty ? first : indent) {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return String(repeating: " ", count: first)
      + (lines + [line]).joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  /// The text cut to `count` columns, with an ellipsis where something is missing.
  static func cut(_ text: String, to count: Int) -> String {
    guard TextCells.width(text) > count else { return text }
    var (kept, left) = ("", count - 1)
    for character in text {
      left -= TextCells.width(String(character))
      if left < 0 { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// Items under a heading, wrapped.
  static func list(_ heading: String, _ items: [String]) -> String {
    heading + "\n" + items.map { wrap($0, first: 2, indent: 4) }.joined(separator: "\n")
  }
}
