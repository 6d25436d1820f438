/// A value of a hyperparameter, as experiment files and records hold it.
public enum HyperparameterValue: Sendable, Hashable {
  /// `null`: no limit, or the default behaviour, as scikit-learn's `None`.
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  /// For parameters that are a list in themselves, such as the models a `mean` is taken of.
  case list([HyperparameterValue])
}

/// One name and what may stand behind it: the single place that validation, defaults, the JSON Schema and `--help` read.
public struct Hyperparameter: Sendable {
  /// A set of acceptable values; a hyperparameter accepts the union of its domains.
  public enum Domain: Sendable {
    case none
    case boolean
    case integer(ClosedRange<Int>)
    /// Numbers from `above` (excluded) or `from` on, up to and including `through`.
    case number(above: Double, through: Double)
    case numberFrom(Double, through: Double)
    case choice([String])
    case texts
  }

  public let name: String
  public let defaultValue: HyperparameterValue
  public let domains: [Domain]
  /// One line for people.
  public let summary: String

  public init(_ name: String, default defaultValue: HyperparameterValue, _ domains: Domain..., summary: String) {
    self.name = name
    self.defaultValue = defaultValue
    self.domains = domains
    self.summary = summary
  }
}

extension HyperparameterValue {
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  /// The words of a list.
  public var names: [String] { if case .list(let values) = self { values.compactMap(\.text) } else { [] } }
  /// Integers count as numbers.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
