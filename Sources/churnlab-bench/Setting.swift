import ChurnML

/// `max_depth=10`: a hyperparameter and its value.
struct Setting {
  let name: String
  let value: HyperparameterValue

  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw InputError(at: "--set \(text)", "write NAME=VALUE") }
    name = parts[0]
    value = Self.value(parts[1])
  }

  /// `C=0.1,1,10`: the settings one after the other.
  static func path(_ text: String) throws -> [Setting] {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { throw InputError(at: "--path \(text)", "write NAME=VALUE,VALUE") }
    return try parts[1].split(separator: ",").map { try Setting("\(parts[0])=\($0)") }
  }

  private static func value(_ text: String) -> HyperparameterValue {
    if text == "null" { return .none }
    if let flag = Bool(text) { return .boolean(flag) }
    if let integer = Int(text) { return .integer(integer) }
    return Double(text).map { .number($0) } ?? .text(text)
  }
}
