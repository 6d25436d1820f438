public import ChurnML

/// A condition on a point, such as `max_depth<=8`, `model=forest` or `log_loss < 0.42`.
public struct PointCondition: Sendable {
  let name: String
  private let relation: String
  private let value: JSON

  /// Longer ones before those they begin with.
  private static let relations = ["!=", "<=", ">=", "=", "<", ">"]

  public init(_ text: String) throws(InputError) {
    let first = text.indices.lazy.compactMap { index in
      Self.relations.first { text[index...].hasPrefix($0) }.map { (index, $0) }
    }.first
    guard let (index, relation) = first else {
      throw InputError(at: "--filter \(text)", "this is no condition; write one such as max_depth=8 or log_loss<0.42")
    }
    func trimmed(_ part: Substring) -> String {
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    name = trimmed(text[..<index])
    self.relation = relation
    value = Self.value(trimmed(text[index...].dropFirst(relation.count)))
  }

  /// A blank cell meets no condition; words are equal or not.
  func holds(for cell: JSON) -> Bool {
    if cell == .null { return false }
    guard let a = Self.number(cell), let b = Self.number(value) else {
      return relation == "=" ? cell == value : relation == "!=" ? cell != value : false
    }
    switch relation {
    case "=": return a == b
    case "!=": return a != b
    case "<": return a < b
    case "<=": return a <= b
    case ">": return a > b
    default: return a >= b
    }
  }

  static func number(_ value: JSON) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A number where the text is one; scikit-learn's `None` is also written `none` or `null`.
  static func value(_ text: String) -> JSON {
    if text.isEmpty { return .null }
    if let integer = Int(text) { return .integer(integer) }
    if let number = Double(text), number.isFinite { return .number(number) }
    return .text(["none", "null"].contains(text) ? "None" : text)
  }
}
