internal import ChurnML

extension Hyperparameter.Domain {
  /// The value a scalar means in this domain; nil when it is outside.
  func value(of reading: ScalarReading) -> HyperparameterValue? {
    let meant: HyperparameterValue
    switch (self, reading) {
    // scikit-learn's users write Python's word for it.
    case (_, .null), (.none, .text("None")): meant = .none
    case (_, .boolean(let value)): meant = .boolean(value)
    case (.number, .integer(let value)), (.numberFrom, .integer(let value)): meant = .number(Double(value))
    case (_, .integer(let value)): meant = .integer(value)
    case (_, .number(let value)): meant = .number(value)
    case (_, .text(let value)): meant = .text(value)
    case (_, .refused): return nil
    }
    return contains(meant) ? meant : nil
  }

  /// `an integer of at least 1`, `one of sqrt, log2`: completes "give ...".
  var words: String {
    switch self {
    case .none: "null"
    case .boolean: "true or false"
    case .integer(let range):
      switch (range.lowerBound, range.upperBound) {
      case (.min, .max): "an integer"
      case (let low, .max): "an integer of at least \(low)"
      case (let low, let high): "an integer from \(low) to \(high)"
      }
    case .number(let above, let through): Self.words(low: "above", above, through)
    case .numberFrom(let from, let through): Self.words(low: "of at least", from, through)
    case .choice(let names): (names.count == 1 ? "" : "one of ") + names.map(Self.quotedIfOdd).joined(separator: ", ")
    case .texts: "a list of names"
    }
  }

  private static func words(low: String, _ minimum: Double, _ maximum: Double) -> String {
    let low = minimum.isFinite && minimum > -.greatestFiniteMagnitude ? " \(low) \(short(minimum))" : ""
    let high = maximum < .greatestFiniteMagnitude ? " at most \(short(maximum))" : ""
    return "a number" + low + (low.isEmpty || high.isEmpty ? "" : " and") + high
  }

  /// Words stand as they are; a comma or a bar between other words would not be seen.
  private static func quotedIfOdd(_ name: String) -> String {
    name.contains(where: \.isLetter) ? name : "\"\(name)\""
  }

  private static func short(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }
}

extension [Hyperparameter.Domain] {
  /// The value `node` gives, taken by the first domain that has it: behind `max_features`, `1` is a count and `1.0` a share.
  func value(of node: ConfigNode) throws(InputError) -> HyperparameterValue {
    guard case .scalar(let text, let plain) = node.content else {
      throw node.error("\(node.words) is not possible here; give \(words)")
    }
    let reading = ScalarReading(text, plain: plain)
    for domain in self {
      if let value = domain.value(of: reading) { return value }
    }
    if case .refused(let reason) = reading { throw node.error(reason) }
    throw node.error("\(node.words) is not possible here; give \(words)\(hint(reading))")
  }

  var words: String { map(\.words).joined(separator: " or ") }

  var choices: [String] {
    flatMap { domain in if case .choice(let names) = domain { names } else { [String]() } }
  }

  private func hint(_ reading: ScalarReading) -> String {
    switch reading {
    case .number(let number):
      if let integer = Int(exactly: number), contains(where: { $0.value(of: .integer(integer)) != nil }) {
        return ", written as \(integer)"
      }
    case .text(let text):
      if contains(where: { $0.value(of: ScalarReading(text, plain: true)) != nil }) { return ", without quotes" }
      // One choice is named already, and one letter is near to any other.
      if text.count > 1, choices.count > 1 { return Suggestion.clause(text, in: choices) }
    default: break
    }
    return ""
  }
}
