import ArgumentParser
import ChurnML
import Workbench

/// Our side of `Scripts/benchmark`: times one job in this process and prints what it took as one JSON document.
@main struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churnlab-bench", abstract: "Times a job in this process; Scripts/benchmark calls it.",
    subcommands: [Fit.self, Read.self, Explain.self])

  /// Reads a table of training and test rows, and times fitting, predicting, and one row at a time.
  struct Fit: ParsableCommand {
    @Argument(help: "A CSV file; its column part says train or test.")
    var file: String

    @Option(help: "COLUMN=POSITIVE.")
    var target: String

    @Option(help: "A model of the catalogue.")
    var model: String

    @Option(help: "NAME=VALUE of a hyperparameter; may be repeated.")
    var set: [String] = []

    @Option(help: "NAME=VALUE,VALUE,...: fits a model for each in one call, and judges the last.")
    var path: String?

    @Option(help: "Timed fits, behind one that is not; more of brief ones.")
    var repeats = 3

    @Option(help: "Timed predictions of single rows.")
    var singleRows = 0

    @Option var seed: UInt64 = 7

    @Option var jobs = 2

    func run() throws {
      let bench = try FitBench(
        file: file, target: target, model: model, values: try set.map(Setting.init),
        path: try path.map(Setting.path) ?? [], seed: seed, jobs: jobs)
      print(try bench.run(repeats: repeats, singleRows: singleRows).compact)
    }
  }

  /// Fits a forest on a table of numbers, and times its reasons for all rows and for one.
  struct Explain: ParsableCommand {
    @Argument(help: "A CSV file.")
    var file: String

    @Option(help: "COLUMN=POSITIVE.")
    var target: String

    @Option(help: "Columns that are no features.")
    var ignore: [String] = []

    @Option var trees = 500

    @Option var depth = 8

    @Option(help: "Write the trees here, as arrays that the shap package reads; of numeric columns only.")
    var treesOut: String?

    @Option(help: "Write the base and the reasons here, a row a line, to be compared.")
    var reasonsOut: String?

    @Option var seed: UInt64 = 7

    @Option var jobs = 2

    func run() throws {
      let bench = try ExplainBench(file: file, target: target, ignore: ignore, trees: trees, depth: depth, seed: seed)
      if let treesOut { try bench.writeTrees(to: treesOut) }
      print(try bench.run(reasonsOut: reasonsOut, jobs: jobs).compact)
    }
  }

  /// Reads a CSV file into columns.
  struct Read: ParsableCommand {
    @Argument(help: "A CSV file.")
    var file: String

    @Option var repeats = 3

    @Option var jobs = 2

    func run() throws {
      _ = try Table.read(path: file, jobs: jobs)
      let times = try Spent.times(repeats) { _ = try Table.read(path: file, jobs: jobs) }
      print(JSON.object([.init("read", Spent.json(times))]).compact)
    }
  }
}
