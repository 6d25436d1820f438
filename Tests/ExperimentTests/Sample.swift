import ChurnML
import Foundation
import Workbench

/// An experiment file with one section replaced, and learners that take every kind of value.
enum Sample {
  static let sections: [(key: String, text: String)] = [
    ("experiment", "experiment: sample"),
    ("data", "data: {path: telco.csv, target: {column: Churn, positive: Yes}}"),
    ("models", "models: {forest: {max_depth: [4, null]}, majority: }"),
  ]

  static let specifications = [
    LearnerSpecification(
      name: "forest",
      hyperparameters: [
        Hyperparameter("n_estimators", default: .integer(100), .integer(1...100_000), summary: ""),
        Hyperparameter("max_depth", default: .none, .none, .integer(1...100_000), summary: ""),
        Hyperparameter(
          "max_features", default: .text("sqrt"), .choice(["sqrt", "log2"]), .none, .integer(1...1000),
          .number(above: 0, through: 1), summary: ""),
        Hyperparameter("bootstrap", default: .boolean(true), .boolean, summary: ""),
        Hyperparameter("ccp_alpha", default: .number(0), .numberFrom(0, through: .infinity), summary: ""),
      ]),
    LearnerSpecification(
      name: "logistic",
      hyperparameters: [Hyperparameter("C", default: .number(1), .number(above: 0, through: 1e12), summary: "")]),
    LearnerSpecification(
      name: "mean", hyperparameters: [Hyperparameter("of", default: .list([]), .texts, summary: "")]),
    LearnerSpecification(name: "majority", hyperparameters: []),
  ]

  /// The sample with `sections` in the place of those with their keys; others are added at the end, a line each.
  static func text(_ replacements: String...) -> String {
    let keys = replacements.map { $0.prefix { $0 != ":" } }
    let kept = sections.filter { section in !keys.contains { $0 == section.key } }.map(\.text)
    return (kept + replacements).joined(separator: "\n")
  }

  static func read(_ text: String, set overrides: String...) throws(InputError) -> Experiment {
    try Experiment.read(
      text, name: "x.yaml", folder: "", overrides: overrides, specifications: specifications,
      metrics: ["roc_auc", "log_loss", "f1"])
  }

  static func failure(_ text: String, set overrides: [String] = []) -> String {
    do throws(InputError) {
      _ = try Experiment.read(
        text, name: "x.yaml", folder: "", overrides: overrides, specifications: specifications,
        metrics: ["roc_auc", "log_loss", "f1"])
      return "no error"
    } catch { return error.description }
  }

  /// A new folder that the system clears away.
  static func temporaryFolder() -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("churnlab-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }
}
