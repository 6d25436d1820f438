internal import ChurnML
internal import Workbench

/// Hyperparameters worth a reader's time: those of which several values were tried, and those set to other than the default.
struct ParameterText {
  private let record: RunRecord

  init(_ record: RunRecord) { self.record = record }

  /// `max_depth 8, n_estimators 300`; empty where everything is as usual.
  func text(_ params: JSON, of model: String) -> String {
    guard case .object(let members) = params else { return "" }
    let varied = record.search.varied[model] ?? []
    let usual = LearnerSpecification.all.first { $0.name == model }?.hyperparameters ?? []
    return members.filter { member in
      let usualValue = usual.first { $0.name == member.key }?.defaultValue.json
      return varied.contains(member.key) || usualValue.map { !Self.equal($0, member.value) } ?? true
    }.map { "\($0.key) \(Self.plain($0.value))" }.joined(separator: ", ")
  }

  /// A whole number read back from a file is an integer.
  private static func equal(_ a: JSON, _ b: JSON) -> Bool {
    switch (a, b) {
    case (.number(let a), .integer(let b)), (.integer(let b), .number(let a)): a == Double(b)
    default: a == b
    }
  }

  private static func plain(_ value: JSON) -> String {
    switch value {
    case .text(let text): text
    case .null: "none"
    case .list(let values): values.map(plain).joined(separator: " + ")
    case .number(let number): NumberText.short(number)
    default: value.compact
    }
  }
}
