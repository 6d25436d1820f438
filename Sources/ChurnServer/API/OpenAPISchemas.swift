import ChurnML
import Workbench

/// The shapes of what the API takes and gives, as JSON Schema 2020-12.
enum OpenAPISchemas {
  /// Every column of the model must be named; others may be there.
  static func customer(_ facts: ModelFacts, _ limits: Limits) -> JSON {
    [
      "type": "object", "propertyNames": ["maxLength": .integer(limits.cellCharacters)],
      "properties": .object(facts.features.features.map { .init($0.name, cell($0, facts.missing, limits)) }),
      "required": .list(facts.features.features.map { .text($0.name) }), "additionalProperties": true,
    ]
  }

  private static func cell(_ feature: FeatureSchema.Feature, _ missing: [String], _ limits: Limits) -> JSON {
    switch feature.kind {
    case .numeric:
      return [
        "description": "A number, also as a text; null where it is not known",
        "oneOf": [
          ["type": "number"], ["type": "null"],
          ["type": "string", "pattern": .text(number(missing)), "maxLength": .integer(limits.cellCharacters)],
        ],
      ]
    case .categorical:
      let usual = (feature.categories ?? []).prefix(50).map { JSON.text($0) }
      return [
        "description":
          "One of the column's texts; others are taken for ones the model has not met; null where it is not known",
        "oneOf": [
          ["type": "string", "maxLength": .integer(limits.cellCharacters)], ["type": "number"], ["type": "null"],
        ], "examples": .list(Array(usual)),
      ]
    }
  }

  /// Texts that are read as a number or as none; exponents are held to what a number can be.
  private static func number(_ missing: [String]) -> String {
    let digits = "[+-]?([0-9]{1,200}([.][0-9]{0,200})?|[.][0-9]{1,200})([eE][+-]?[0-9]{1,2})?"
    let words = missing.map { word in
      word.map { $0.isLetter || $0.isNumber || "<>#/_ ".contains($0) ? "\($0)" : "[\($0)]" }.joined()
    }
    return "^[ \\t]*(\(([digits] + words).joined(separator: "|")))?[ \\t]*$"
  }

  private static let text: JSON = ["type": "string"]
  private static let textOrNull: JSON = ["type": ["string", "null"]]
  private static let number: JSON = ["type": "number"]
  private static let numberOrNull: JSON = ["type": ["number", "null"]]
  private static let count: JSON = ["type": "integer", "minimum": 0]
  private static let share: JSON = ["type": "number", "minimum": 0, "maximum": 1]

  private static func object(_ properties: JSON, required: [JSON]) -> JSON {
    ["type": "object", "properties": properties, "required": .list(required)]
  }

  private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

  private static let whatIf: JSON = object(
    [
      "caution": text, "refused": textOrNull,
      "goals": list(
        object(
          [
            "goal": ["type": "string", "enum": ["halve", "band"]], "words": text,
            "changes": ["type": ["integer", "null"]],
            "ways": count, "sentence": text,
            "found": list(
              object(
                [
                  "probability": share, "words": text,
                  "changes": list(
                    object(
                      ["column": text, "from": true, "to": true, "words": text],
                      required: ["column", "from", "to", "words"])),
                ], required: ["probability", "changes", "words"])),
          ], required: ["goal", "words", "changes", "ways", "found", "sentence"])),
    ], required: ["caution", "refused", "goals"])

  static let fixed: [JSON.Member] = [
    .init(
      "Prediction",
      object(
        [
          "probability": share, "calibrated_probability": share, "band": textOrNull, "action": textOrNull,
          "expected_profit": numberOrNull,
          "percentile": ["type": ["number", "null"], "minimum": 0, "maximum": 100],
          "reason": ["type": "string", "description": "Why band, action or money are null"],
          "unseen": ["type": "array", "items": text, "description": "Columns whose category the model has not met"],
          "id": ["type": "integer", "description": "Under which the prediction is stored"],
        ], required: ["probability", "band", "action", "expected_profit", "percentile"])),
    .init(
      "Reasons",
      object(
        [
          "probability": share, "base": number, "space": ["type": "string", "enum": ["probability", "log_odds"]],
          "contributions": ["type": "object", "additionalProperties": number],
          "reasons": list(
            object(
              ["column": text, "value": true, "contribution": number, "words": text],
              required: ["column", "value", "contribution", "words"])),
          "what_if": whatIf,
        ], required: ["probability", "base", "space", "contributions", "reasons"])),
    .init(
      "Models",
      object(
        [
          "default": text, "run": text, "experiment": text,
          "models": list(object(["name": text, "digest": text], required: ["name", "digest", "features"])),
        ], required: ["default", "run", "experiment", "models"])),
    .init(
      "Job",
      object(
        [
          "id": text, "experiment": text,
          "state": ["type": "string", "enum": ["queued", "running", "finished", "failed", "cancelled"]],
          "done": count, "planned": count, "seconds": number, "run": textOrNull, "error": textOrNull, "words": text,
          "events": text,
        ], required: ["id", "experiment", "state", "done", "planned", "run", "error", "events"])),
    .init(
      "Runs",
      object(
        [
          "jobs": list(["$ref": "#/components/schemas/Job"]),
          "runs": list(
            object(
              ["id": text, "experiment": text, "run": text, "state": text, "figures": true],
              required: ["id", "experiment", "run", "state"])),
        ], required: ["jobs", "runs"])),
    .init("Record", ["type": "object", "required": ["schema", "run_id", "results_digest", "models"]]),
    .init(
      "RunRequest",
      [
        "type": "object", "additionalProperties": false,
        "properties": [
          "experiment": ["type": "string", "description": "The name of a file in the folder of experiments"],
          "set": ["type": "array", "items": text, "maxItems": 50, "description": "Overrides, KEY.PATH=VALUE"],
        ], "required": ["experiment"],
      ]),
    .init("Status", object(["status": text], required: ["status"])),
    .init(
      "Problem",
      object(
        [
          "type": text, "title": text, "status": ["type": "integer"], "detail": text,
          "errors": list(
            object(["pointer": text, "field": text, "detail": text], required: ["pointer", "detail"])),
        ], required: ["type", "title", "status", "detail"])),
  ]
}
