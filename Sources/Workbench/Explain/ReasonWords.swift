internal import Foundation

/// Words for a column's value: `Month-to-month contract`, `No online security`, `Tenure 2`.
///
/// They name what is so, never what it does: a reason is an association.
package enum ReasonWords {
  /// The value and the column's name in one phrase.
  static func phrase(_ column: String, _ value: JSON) -> String {
    let name = words(of: column)
    switch value {
    case .text(let text): return capitalised(phrase(name, text: text))
    case .number(let number): return capitalised("\(name) \(short(number))")
    default: return "No known \(name)"
    }
  }

  private static func phrase(_ name: String, text: String) -> String {
    switch text.lowercased() {
    case "yes", "true", "y": name
    case "no", "false", "n": "no \(name)"
    // A text with a no of its own says more than one thing: "No internet service" of a column on backups.
    case let lower where lower.hasPrefix("no ") || Double(text) != nil: "\(name): \(text)"
    default: "\(text) \(name)"
    }
  }

  /// `OnlineSecurity` and `online_security` are `online security`; capitals that stand together stay: `streaming TV`.
  static func words(of column: String) -> String {
    var words: [String] = []
    var word = ""
    var before: Character = " "
    for character in column {
      let separates = character == "_" || character == " " || character == "-" || character == "."
      if separates || (character.isUppercase && before.isLowercase) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if !separates { word.append(character) }
      before = character
    }
    if !word.isEmpty { words.append(word) }
    let isAcronym = { (word: String) in word.count > 1 && word.allSatisfy { $0.isUppercase || $0.isNumber } }
    return words.map { isAcronym($0) ? $0 : $0.lowercased() }.joined(separator: " ")
  }

  /// A column's name as a label: `Online security`.
  package static func title(_ column: String) -> String { capitalised(words(of: column)) }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func short(_ number: Double) -> String { String(format: "%.6g", number) }

  /// Two digits behind the point, or three where the first two would be 0.
  static func signed(_ number: Double) -> String {
    String(format: number.magnitude < 0.00995 ? "%+.3f" : "%+.2f", number)
  }
}
