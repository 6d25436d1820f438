internal import ChurnML

/// The JSON Schema (draft 2020-12) of experiment files, made from the tables that decode them.
///
/// It lets editors complete and check a file. The decoder knows more: which keys go together, and what YAML leaves open.
public enum ExperimentSchema {
  public static func json(specifications: [LearnerSpecification], metrics: [String]) -> JSON {
    let keys = Experiment.keys(specifications: specifications, metrics: Experiment.searchMetrics(metrics))
    return .object(
      [
        .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
        .init("title", "ChurnLab experiment"),
      ] + section(keys))
  }

  private static func section(_ keys: [Key]) -> [JSON.Member] {
    let required = keys.filter(\.isRequired).map { JSON.text($0.name) }
    return [
      .init("type", "object"),
      .init("additionalProperties", false),
      .init("required", .list(required)),
      .init("properties", .object(keys.map { .init($0.name, schema($0)) })),
    ]
  }

  private static func schema(_ key: Key) -> JSON {
    let value = key.isRequired ? schema(key.form) : orNull(schema(key.form))
    var members: [JSON.Member] = [.init("description", .text(key.summary))]
    if let value = key.defaultValue { members.append(.init("default", value.json)) }
    if case .object(let rest) = value { members += rest }
    return .object(members)
  }

  /// A key that may be left out may also have nothing behind it.
  private static func orNull(_ schema: JSON) -> JSON {
    ["anyOf": .list([schema, ["type": "null"]])]
  }

  private static func schema(_ form: ValueForm) -> JSON {
    switch form {
    case .scalar(let domains): anyOf(domains.map(\.schema))
    case .text: text
    case .texts: ["type": "array", "items": text, "uniqueItems": true]
    case .numbers(let domains): ["type": "array", "items": anyOf(domains.map(\.schema)), "minItems": 1]
    case .choices(let names):
      ["type": "array", "items": ["enum": .list(names.map { .text($0) })], "minItems": 1, "uniqueItems": true]
    case .named(let form): ["type": "object", "additionalProperties": schema(form)]
    case .list(let form): ["type": "array", "items": schema(form), "minItems": 1]
    case .section(let keys): .object(section(keys))
    case .sections(let keys): ["type": "array", "items": .object(section(keys)), "minItems": 1]
    case .either(let forms): anyOf(forms.map { schema($0) })
    case .models(let specifications): models(specifications)
    }
  }

  /// A text without quotes, such as 1 or true, is another type to YAML and the same text to the decoder.
  private static let text: JSON = ["type": ["string", "number", "boolean"]]

  private static func anyOf(_ schemas: [JSON]) -> JSON {
    schemas.count == 1 ? schemas[0] : ["anyOf": .list(schemas)]
  }

  private static func models(_ specifications: [LearnerSpecification]) -> JSON {
    let models = specifications.map { specification in
      let parameters = specification.hyperparameters.map { JSON.Member($0.name, schema($0)) }
      let model: JSON = ["type": "object", "additionalProperties": false, "properties": .object(parameters)]
      return JSON.Member(specification.name, orNull(model))
    }
    return ["type": "object", "additionalProperties": false, "minProperties": 1, "properties": .object(models)]
  }

  private static func schema(_ hyperparameter: Hyperparameter) -> JSON {
    let value = anyOf(hyperparameter.domains.map(\.schema))
    var forms = [value, ["type": "array", "items": value, "minItems": 1]]
    if hyperparameter.domains.contains(where: { $0.isInteger || $0.isNumber }) {
      forms.append(.object(section(Distribution.keys)))
    }
    return [
      "description": .text(hyperparameter.summary), "default": hyperparameter.defaultValue.json, "anyOf": .list(forms),
    ]
  }
}

extension Hyperparameter.Domain {
  fileprivate var schema: JSON {
    switch self {
    case .none: ["enum": [.null, "None"]]
    case .boolean: ["type": "boolean"]
    case .integer(let range):
      .object([.init("type", "integer")] + Self.bounds("minimum", range.lowerBound, range.upperBound))
    case .number(let above, let through):
      .object([.init("type", "number")] + Self.bounds("exclusiveMinimum", above, through))
    case .numberFrom(let from, let through):
      .object([.init("type", "number")] + Self.bounds("minimum", from, through))
    case .choice(let names): ["enum": .list(names.map { .text($0) })]
    case .texts: ["type": "array", "items": ["type": "string"], "minItems": 1]
    }
  }

  private static func bounds(_ minimum: String, _ low: Int, _ high: Int) -> [JSON.Member] {
    (low == .min ? [] : [.init(minimum, .integer(low))]) + (high == .max ? [] : [.init("maximum", .integer(high))])
  }

  private static func bounds(_ minimum: String, _ low: Double, _ high: Double) -> [JSON.Member] {
    let limit = Double.greatestFiniteMagnitude
    return (low <= -limit ? [] : [.init(minimum, .number(low))])
      + (high >= limit ? [] : [.init("maximum", .number(high))])
  }
}
