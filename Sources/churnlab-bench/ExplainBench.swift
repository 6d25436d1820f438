import ChurnML
import Foundation
import Workbench

/// A forest fitted on a whole table, whose reasons are timed and whose trees other programs can read.
struct ExplainBench {
  private let data: Dataset
  private let forest: Forest

  init(file: String, target: String, ignore: [String], trees: Int, depth: Int, seed: UInt64) throws {
    let parts = target.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw InputError(at: "--target \(target)", "write COLUMN=POSITIVE") }
    let table = try Table.read(path: file, options: CSVOptions(kinds: [parts[0]: .categorical]), jobs: 2)
    data = try Dataset(from: table, target: Target(column: parts[0], positive: parts[1]), ignore: ignore)
    let given: [String: HyperparameterValue] = ["n_estimators": .integer(trees), "max_depth": .integer(depth)]
    let learner = try RandomForest(RandomForest.defaults.merging(given) { $1 })
    let context = FitContext(seed: seed, repeat: 0, fold: FitContext.refit, jobs: 2)
    forest = learner.fitted(to: data, rows: Array(0..<data.rows), context: context)
  }

  func run(reasonsOut: String?, jobs: Int) throws -> JSON {
    let rows = Array(0..<data.rows)
    var reasons = forest.attributions(data.features, rows: rows, jobs: jobs)
    let all = Spent.on { reasons = forest.attributor(jobs: jobs).attributions(data.features, rows: rows, jobs: jobs) }
    let probabilities = forest.predictProbability(data.features, rows: rows, jobs: jobs)
    let worst = rows.reduce(0.0) { max($0, abs(reasons.probability($1) - probabilities[$1])) }
    let ready = forest.attributor(jobs: jobs)
    let single = (0..<41).map { row in
      Spent.on { _ = ready.attributions(data.features, rows: [row % rows.count], jobs: 1) }.wall
    }
    if let reasonsOut {
      let lines = rows.map { row in reasons.row(row).map(\.description).joined(separator: ",") }
      try Data(("\(reasons.base)\n" + lines.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(fileURLWithPath: reasonsOut))
    }
    return [
      "rows": .integer(rows.count), "all": Spent.json([all]), "one_row_us": .number(single.sorted()[20] * 1e6),
      "worst_sum_error": .number(worst), "nodes": .integer(forest.plainTrees().reduce(0) { $0 + $1.values.count }),
    ]
  }

  func writeTrees(to path: String) throws {
    let trees = forest.plainTrees().map { tree -> JSON in
      [
        "children_left": .list(tree.left.map { .integer($0) }),
        "children_right": .list(tree.right.map { .integer($0) }),
        "features": .list(tree.features.map { .integer($0) }),
        "thresholds": .list(tree.thresholds.map { .number($0) }), "values": .list(tree.values.map { .number($0) }),
        "node_sample_weight": .list(tree.covers.map { .number($0) }),
      ]
    }
    try Data(JSON.list(trees).compact.utf8).write(to: URL(fileURLWithPath: path))
  }
}
