public import ChurnML

/// The values of one hyperparameter that a search may take.
public enum ParameterPlan: Sendable, Equatable {
  /// At least one, in the file's order.
  case values([HyperparameterValue])
  case distribution(Distribution)
}

/// What a random search draws a hyperparameter from. Integers include both ends.
public enum Distribution: Sendable, Equatable {
  case uniform(ClosedRange<Double>)
  /// The logarithm is uniform; the range is above 0.
  case logUniform(ClosedRange<Double>)
  case intUniform(ClosedRange<Int>)
  /// The logarithm is uniform before rounding; the range is above 0.
  case intLogUniform(ClosedRange<Int>)

  static let names = ["uniform", "log_uniform", "int_uniform", "int_log_uniform"]
}

extension ParameterPlan {
  init(_ node: ConfigNode, of hyperparameter: Hyperparameter, method: SearchPlan.Method) throws(InputError) {
    switch node.content {
    case .section:
      guard case .random = method else {
        throw node.error("a distribution needs search.method random and a budget; or list the values to try")
      }
      self = .distribution(try Distribution(node, of: hyperparameter))
    case .list(let items):
      // Where the value is a list in itself, only a list of lists is a list of candidates.
      if hyperparameter.isList, !items.contains(where: \.isList) {
        self = .values([try hyperparameter.value(of: node)])
        return
      }
      var values: [HyperparameterValue] = []
      for item in try node.items() { values.append(try hyperparameter.value(of: item)) }
      self = .values(values)
    case .scalar:
      self = .values([try hyperparameter.value(of: node)])
    }
  }

  var json: JSON {
    switch self {
    case .values(let values): .list(values.map(\.json))
    case .distribution(let distribution): distribution.json
    }
  }
}

extension Hyperparameter {
  var isList: Bool { domains.contains { if case .texts = $0 { true } else { false } } }

  fileprivate func value(of node: ConfigNode) throws(InputError) -> HyperparameterValue {
    guard isList, case .list(let items) = node.content else { return try domains.value(of: node) }
    // An empty one is a value too: no names.
    var names: [HyperparameterValue] = []
    for item in items { names.append(.text(try item.text())) }
    return .list(names)
  }
}

extension ConfigNode {
  fileprivate var isList: Bool { if case .list = content { true } else { false } }
}

extension HyperparameterValue {
  /// As experiment files and records hold it.
  public var json: JSON {
    switch self {
    case .none: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let value): .text(value)
    case .list(let values): .list(values.map(\.json))
    }
  }
}
