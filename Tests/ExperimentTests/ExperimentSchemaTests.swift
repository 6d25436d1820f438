import ChurnML
import Foundation
import TestSupport
import Testing
import Workbench

@Suite struct ExperimentSchemaTests {
  static let experiments = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Experiments")

  /// To record a change of the tables: `CHURNLAB_RECORD=1 swift test --filter ExperimentSchemaTests`.
  @Test func theCommittedSchemaIsCurrent() throws {
    let file = Self.experiments.appendingPathComponent("schema.json")
    let generated = ExperimentSchema.json(specifications: LearnerSpecification.all, metrics: MetricCatalogue.names)
      .pretty
    if ProcessInfo.processInfo.environment["CHURNLAB_RECORD"] == "1" { try Data(generated.utf8).write(to: file) }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == generated,
      "Experiments/schema.json is old; CHURNLAB_RECORD=1 swift test --filter ExperimentSchemaTests writes it")
  }

  @Test func everyKeyIsDescribed() {
    let schema = ExperimentSchema.json(specifications: Sample.specifications, metrics: ["roc_auc"])
    #expect(schema["required"] == ["experiment", "data", "models"])
    #expect(schema["properties"]?["seed"]?["default"] == 0)
    let forest = schema["properties"]?["models"]?["properties"]?["forest"]
    let depth: JSON = ["anyOf": [["enum": [.null, "None"]], ["type": "integer", "minimum": 1, "maximum": 100_000]]]
    guard case .list(let forms)? = forest?["anyOf"],
      case .list(let values)? = forms[0]["properties"]?["max_depth"]?["anyOf"]
    else {
      Issue.record("no schema of max_depth")
      return
    }
    #expect(values[0] == depth)
    #expect(values[1]["items"] == depth)
    #expect(
      values[2]["properties"]?["distribution"]?["enum"] == ["uniform", "log_uniform", "int_uniform", "int_log_uniform"])
  }
}
