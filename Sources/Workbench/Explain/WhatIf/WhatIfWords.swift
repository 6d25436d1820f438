internal import ChurnML
internal import Foundation

/// Words for changes and rules: what would be said, never what it would do.
struct WhatIfWords: Sendable {
  let features: FeatureSchema

  func name(_ column: Int) -> String { features.features[column].name }

  func value(_ cell: CustomerCell, of column: Int) -> JSON {
    switch cell {
    case .number(let number): number.isNaN ? .null : .number(number)
    case .category(let code): code < 0 ? .null : .text(features.features[column].categories?[Int(code)] ?? "")
    }
  }

  /// `Two year`, `70.35`, `unknown`.
  func text(_ cell: CustomerCell, of column: Int) -> String {
    switch value(cell, of: column) {
    case .text(let text): text
    case .number(let number): Self.short(number)
    default: "unknown"
    }
  }

  /// `Contract: Month-to-month → Two year`.
  func words(_ change: CustomerChange) -> String {
    "\(name(change.column)): \(text(change.from, of: change.column)) → \(text(change.to, of: change.column))"
  }

  /// `With Contract Two year instead of Month-to-month the model would say 22.9 %.`
  func sentence(_ counterfactual: WhatIf.Counterfactual) -> String {
    let changes = counterfactual.changes.map { change in
      "\(name(change.column)) \(text(change.to, of: change.column)) instead of \(text(change.from, of: change.column))"
    }
    return "With \(Self.list(changes)) the model would say \(Self.percent(counterfactual.probability))."
  }

  func sentence(_ rule: ConsistencyRule) -> String {
    switch rule {
    case .excludes(let column, let code, let other, let otherCode):
      return "\(name(column)) \(text(.category(code), of: column)) does not go with "
        + "\(name(other)) \(text(.category(otherCode), of: other))"
    case .limits(let column, let code, let other, let range):
      return "\(name(column)) \(text(.category(code), of: column)) goes with \(name(other)) "
        + "from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))"
    }
  }

  static func list(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }

  static func percent(_ probability: Double) -> String { String(format: "%.1f %%", 100 * probability) }
  static func short(_ number: Double) -> String { String(format: "%.6g", number) }
  static func count(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    }
  }
}
