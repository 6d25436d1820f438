extension Hyperparameter {
  /// Whether `value` lies in one of the domains. An integer is a number too.
  public func accepts(_ value: HyperparameterValue) -> Bool { domains.contains { $0.contains(value) } }
}

extension Hyperparameter.Domain {
  public func contains(_ value: HyperparameterValue) -> Bool {
    switch (self, value) {
    case (.none, .none), (.boolean, .boolean): true
    case (.integer(let range), .integer(let number)): range.contains(number)
    case (.number(let above, let through), _): value.number.map { $0 > above && $0 <= through } ?? false
    case (.numberFrom(let from, let through), _): value.number.map { $0 >= from && $0 <= through } ?? false
    case (.choice(let choices), .text(let text)): choices.contains(text)
    case (.texts, .list(let items)): items.allSatisfy { if case .text = $0 { true } else { false } }
    default: false
    }
  }
}

extension Learner {
  /// Every hyperparameter at its default.
  public static var defaults: [String: HyperparameterValue] {
    Dictionary(uniqueKeysWithValues: hyperparameters.map { ($0.name, $0.defaultValue) })
  }
}
