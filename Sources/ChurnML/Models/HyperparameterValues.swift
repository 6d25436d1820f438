extension Hyperparameter {
  /// Whether `value` lies in one of the domains. An integer is a number too.
  public func accepts(_ value: HyperparameterValue) -> Bool { domains.contains { $0.contains(value) } }
}

extension Hyperparameter.Domain {
  public func contains(_ value: HyperparameterValue) -> Bool {
    switch (self, value) {
    case (.none, .none), (.boolean, .boolean): true
    case (.integer(let range), .integer(let number)): range.contains(number)
    case (.number(let above, let through), _): value.double.map { $0 > above && $0 <= through } ?? false
    case (.numberFrom(let from, let through), _): value.double.map { $0 >= from && $0 <= through } ?? false
    case (.choice(let choices), .text(let text)): choices.contains(text)
    case (.texts, .list(let items)): items.allSatisfy { if case .text = $0 { true } else { false } }
    default: false
    }
  }
}

extension HyperparameterValue {
  /// The value as a number, where it is one.
  public var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}

extension Learner {
  /// Every hyperparameter at its default.
  public static var defaults: [String: HyperparameterValue] {
    Dictionary(uniqueKeysWithValues: hyperparameters.map { ($0.name, $0.defaultValue) })
  }
}

/// Typed access for the initialisers of learners.
extension [String: HyperparameterValue] {
  func number(_ name: String) throws(InputError) -> Double {
    guard let number = self[name]?.double else { throw InputError(at: name, "is not a number; give one") }
    return number
  }

  func integer(_ name: String) throws(InputError) -> Int {
    guard case .integer(let number)? = self[name] else {
      throw InputError(at: name, "is not a whole number; give one")
    }
    return number
  }

  /// Nil for `null`.
  func text(_ name: String) throws(InputError) -> String? {
    switch self[name] {
    case .text(let text)?: return text
    case HyperparameterValue.none?: return nil
    default: throw InputError(at: name, "is not a word; give one, or null")
    }
  }
}
