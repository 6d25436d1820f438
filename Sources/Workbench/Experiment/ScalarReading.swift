/// What a scalar of a YAML file means: YAML 1.2's core schema, less what people write by mistake.
///
/// YAML 1.1 read `Yes` as true and `010` as eight; later versions do not. Nothing that versions disagree on is guessed.
enum ScalarReading: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written with a point or an exponent; finite.
  case number(Double)
  case text(String)
  /// Looks like a number and cannot be used as one; the reason and the way out.
  case refused(String)

  init(_ text: String, plain: Bool) {
    guard plain else {
      self = .text(text)
      return
    }
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    default: self = Self.number(text) ?? .text(text)
    }
  }

  /// Nil when `text` does not look like a number.
  private static func number(_ text: String) -> ScalarReading? {
    if [".inf", "-.inf", "+.inf", ".nan"].contains(text.lowercased()) {
      return .refused("\(text) is not a finite number")
    }
    // `Double` reads hexadecimal, "inf" and "nan" too, which are words here.
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text) else { return nil }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    guard digits.allSatisfy(\.isNumber) else {
      return value.isFinite ? .number(value) : .refused("\(text) is too large for a number")
    }
    if digits.count > 1, digits.first == "0" {
      return .refused("\(text) has a leading zero, which some readers take for base eight; write it without")
    }
    return Int(text).map { .integer($0) } ?? .refused("\(text) is too large; integers go up to \(Int.max)")
  }
}
