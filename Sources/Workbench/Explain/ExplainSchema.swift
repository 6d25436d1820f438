/// The JSON Schema (draft 2020-12) of what `churnlab explain` prints: for customers churnlab.explain/1, without them
/// churnlab.reasons/1, which is a run's `reasons.json`. Members may be added, not renamed.
public enum ExplainSchema {
  public static let json: JSON = [
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "churnlab explain",
    "anyOf": [customers, overall],
  ]

  private static let number: JSON = ["type": "number"]
  private static let integer: JSON = ["type": "integer"]
  private static let text: JSON = ["type": "string"]
  private static let flag: JSON = ["type": "boolean"]
  /// What stands in a customer's cell; null where it is missing or unknown to the model.
  private static let cell: JSON = ["type": ["number", "string", "null"]]
  private static let space: JSON = ["enum": ["probability", "log_odds"]]

  private static func orNull(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }
  private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }
  private static func named(_ values: JSON) -> JSON { ["type": "object", "additionalProperties": values] }

  private static func object(_ members: KeyValuePairs<String, JSON>, optional: KeyValuePairs<String, JSON> = [:])
    -> JSON
  {
    [
      "type": "object", "required": .list(members.map { .text($0.key) }),
      "properties": .object((Array(members) + Array(optional)).map { .init($0.key, $0.value) }),
    ]
  }

  private static let customers = object(
    [
      "schema": ["const": .text(ReasonsReport.schema)], "model": text, "method": text, "background": orNull(integer),
      "space": orNull(space), "caution": text, "rows": list(customer),
    ], optional: ["what_if": setup])

  /// `base` plus the contributions is the prediction in `space`.
  private static let customer = object(
    [
      "row": integer, "probability": number, "base": number, "space": space, "contributions": named(number),
      "reasons": list(object(["column": text, "value": cell, "contribution": number, "words": text])),
    ], optional: ["stability": stability, "what_if": whatIf])

  private static let stability = object([
    "refits": integer, "top_reason": text, "kept": integer, "kept_share": number, "others": named(integer),
    "std": named(number), "words": text,
  ])

  private static let whatIf = object([
    "caution": ["const": .text(WhatIfSetup.caution)], "refused": orNull(text), "goals": list(goal),
  ])

  private static let goal = object(
    [
      "goal": ["enum": ["halve", "band"]], "words": text, "changes": orNull(integer), "ways": integer,
      "found": list(counterfactual), "tried": integer, "ruled_out": integer, "exhaustive": flag, "sentence": text,
    ], optional: ["at_most": number, "band": text, "at_most_band": text])

  private static let counterfactual = object([
    "probability": number,
    "changes": list(object(["column": text, "from": cell, "to": cell, "words": text])), "words": text,
  ])

  private static let setup = object([
    "caution": ["const": .text(WhatIfSetup.caution)],
    "levers": list(
      object(["column": text, "direction": orNull(["enum": ["up", "down"]]), "values": list(cell)])),
    "immutable": list(text), "rules": list(object(["words": text, "source": ["enum": ["learnt", "declared"]]])),
    "lifted": integer,
  ])

  private static let overall = object([
    "schema": ["const": .text(RunReasons.schema)], "model": text, "method": text, "space": space, "caution": text,
    "base": number, "sample": object(["customers": integer, "of": integer]),
    "columns": list(
      object([
        "column": text, "mean_abs": number, "std_abs": number, "p5": number, "p25": number, "p50": number,
        "p75": number, "p95": number,
      ])),
    "points": list(
      object([
        "column": text, "row": integer, "level": text, "x": orNull(number), "standing": orNull(number),
        "contribution": number,
      ])),
    "dependence": list(
      object([
        "column": text, "place": integer, "level": text, "x": orNull(number), "partial": number, "accumulated": number,
        "low": number, "high": number,
      ])),
    "curves": list(
      object([
        "column": text, "place": integer, "level": text, "x": orNull(number), "row": integer, "probability": number,
      ])),
    "pair": orNull(
      object([
        "columns": list(text),
        "points": list(
          object([
            "first": text, "second": text, "first_place": integer, "second_place": integer, "partial": number,
            "accumulated": number,
          ])),
      ])),
    "surrogate": object(
      [
        "depth": integer, "r2": orNull(number),
        "leaves": list(object(["words": text, "share": number, "mean": number])),
      ], optional: ["undefined": named(text)]),
    "importance": orNull(importance), "stability": orNull(overallStability), "what_if": orNull(setup),
    "chosen": list(
      object([
        "row": integer, "why": text, "probability": number, "base": number,
        "steps": list(
          object([
            "column": text, "value": cell, "words": text, "contribution": number, "from": number, "to": number,
          ])), "stability": orNull(stability), "what_if": orNull(whatIf),
      ])),
  ])

  private static let importance = object([
    "metric": text, "value": number, "folds": integer, "permutations": integer, "shadows": integer,
    "columns": list(
      object([
        "column": text, "mean": number, "low": orNull(number), "high": orNull(number), "null_low": orNull(number),
        "null_high": orNull(number), "stands_out": orNull(flag),
      ])),
    "groups": list(
      object(["columns": list(text), "mean": number, "low": orNull(number), "high": orNull(number)])),
    "dropped": list(object(["column": text, "mean": number, "low": orNull(number), "high": orNull(number)])),
  ])

  private static let overallStability = object([
    "refits": integer, "kept_share": number,
    "columns": list(object(["column": text, "mean_abs": number, "low": number, "high": number])),
  ])
}
