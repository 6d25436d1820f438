internal import ChurnML

extension Distribution {
  private static let kind = Key(
    "distribution", .choice(names), required: true, "one of \(names.joined(separator: ", "))")
  /// Each hyperparameter has bounds of its own, which hold for both.
  private static let any = ValueForm.scalar([
    .numberFrom(-.greatestFiniteMagnitude, through: .greatestFiniteMagnitude)
  ])
  private static let minimum = Key("min", any, required: true, "the smallest value to draw")
  private static let maximum = Key("max", any, required: true, "the largest value to draw")
  static let keys = [minimum, maximum, kind]

  init(_ node: ConfigNode, of hyperparameter: Hyperparameter) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    let kind = try fields.text(Self.kind)
    let domains = hyperparameter.domains.filter { kind.hasPrefix("int") ? $0.isInteger : $0.isNumber }
    guard let domain = domains.first else {
      throw try fields.required(Self.kind).error(
        "\(hyperparameter.name) takes \(hyperparameter.domains.words); \(Self.wayOut(hyperparameter))")
    }
    let low = try fields.required(Self.minimum)
    let high = try fields.required(Self.maximum)
    switch (try [domain].value(of: low), try [domain].value(of: high)) {
    case (.integer(let minimum), .integer(let maximum)):
      let range = try Self.range(minimum, maximum, at: high)
      // The draw counts the values, so there must be a number for how many there are.
      guard !maximum.subtractingReportingOverflow(minimum).overflow, maximum - minimum < .max else {
        throw high.error("the range is too wide to draw from; bring min and max closer together")
      }
      self = kind == "int_uniform" ? .intUniform(range) : .intLogUniform(range)
      if kind == "int_log_uniform", minimum < 1 { throw Self.logarithm(low) }
    case (.number(let minimum), .number(let maximum)):
      let range = try Self.range(minimum, maximum, at: high)
      self = kind == "uniform" ? .uniform(range) : .logUniform(range)
      if kind == "log_uniform", minimum <= 0 { throw Self.logarithm(low) }
    default: throw node.error("min and max must be of one kind")
    }
  }

  private static func range<Bound: Comparable>(
    _ minimum: Bound, _ maximum: Bound, at node: ConfigNode
  ) throws(InputError) -> ClosedRange<Bound> {
    guard minimum <= maximum else { throw node.error("max is \(maximum) and below min, \(minimum); exchange them") }
    return minimum...maximum
  }

  private static func logarithm(_ node: ConfigNode) -> InputError {
    node.error("\(node.words) has no logarithm; give a min above 0, or a distribution that is not logarithmic")
  }

  private static func wayOut(_ hyperparameter: Hyperparameter) -> String {
    if hyperparameter.domains.contains(where: \.isInteger) { return "use int_uniform or int_log_uniform" }
    if hyperparameter.domains.contains(where: \.isNumber) { return "use uniform or log_uniform" }
    return "list the values to try"
  }

  var json: JSON {
    switch self {
    case .uniform(let range): Self.json("uniform", .number(range.lowerBound), .number(range.upperBound))
    case .logUniform(let range): Self.json("log_uniform", .number(range.lowerBound), .number(range.upperBound))
    case .intUniform(let range): Self.json("int_uniform", .integer(range.lowerBound), .integer(range.upperBound))
    case .intLogUniform(let range): Self.json("int_log_uniform", .integer(range.lowerBound), .integer(range.upperBound))
    }
  }

  private static func json(_ name: String, _ minimum: JSON, _ maximum: JSON) -> JSON {
    ["min": minimum, "max": maximum, "distribution": .text(name)]
  }
}

extension Hyperparameter.Domain {
  var isInteger: Bool { if case .integer = self { true } else { false } }

  var isNumber: Bool {
    switch self {
    case .number, .numberFrom: true
    default: false
    }
  }
}
