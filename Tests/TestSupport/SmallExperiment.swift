import ChurnML
import Foundation

/// A new folder for one test, removed with the last reference to it.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("churnlab-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes `text` to a file in the folder; its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// The names in the folder, hidden ones too, sorted.
  public var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// Customers and an experiment small enough to be run many times.
public enum SmallExperiment {
  /// Columns id, age, plan, usage, fold (0 to 3) and churn (yes, no); about a quarter churn.
  public static func customers(rows: Int = 240, seed: UInt64 = 1) -> String {
    var source = RandomSource(seed, 0x5A11)
    var text = "id,age,plan,usage,fold,churn\n"
    for row in 0..<rows {
      let age = 18 + source.index(below: 60)
      let plan = ["basic", "plus", "all"][source.index(below: 3)]
      let usage = Double(source.index(below: 10_000)) / 100
      let churns =
        source.unit() < 0.08 + (plan == "basic" ? 0.3 : 0) + (usage < 30 ? 0.25 : 0) - 0.002 * Double(age - 18)
      text += "c\(row),\(age),\(plan),\(usage),\(row % 4),\(churns ? "yes" : "no")\n"
    }
    return text
  }

  /// 16 forest points in 2 fit groups, two of logistic regression, majority; 3 folds.
  public static let models = """
    models:
      forest: {n_estimators: [3, 6], max_depth: [2, 4], min_samples_split: [2, 20], min_samples_leaf: [1, 5]}
      logistic: {C: [0.1, 1]}
      majority: {}
    """

  public static func text(
    resampling: String = "{folds: 3}", search: String = "{metric: roc_auc}", models: String = models
  ) -> String {
    """
    experiment: small
    seed: 3
    data: {path: customers.csv, target: {column: churn, positive: "yes"}, ignore: [id, fold]}
    resampling: \(resampling)
    search: \(search.contains("resamples") ? search : search.replacing(/}$/, with: ", resamples: 40}"))
    \(models)
    reference: majority
    """
  }

  /// Writes `customers.csv` and `small.yaml` to a folder; the latter's path.
  @discardableResult
  public static func write(
    to folder: TemporaryFolder, _ text: String = text(), rows: Int = 240
  ) throws -> String {
    try folder.write(customers(rows: rows), to: "customers.csv")
    return try folder.write(text, to: "small.yaml")
  }
}
