import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run, its best points, or any of its points.",
    discussion: """
      Columns are hyperparameters, metrics, rank, id, model, status, and the names in cv_results.csv:

        churnlab show RUN --filter 'max_depth<=8' --filter min_samples_leaf=5 --sort log_loss --limit 10
      """)

  @Argument(help: "The run's folder.")
  var folder: String

  @Flag(help: "The best points instead of the summary.")
  var best = false

  @Flag(help: "The forest's points by out-of-bag rows beside the folds, and its error as trees are added.")
  var oob = false

  @Flag(help: "What logistic regression says about the columns: estimates, intervals, odds ratios, tests; and effects.")
  var effects = false

  @Option(help: "The best of this metric first, or the least of another column. Default: the rank.")
  var sort: String?

  @Option(parsing: .singleValue, help: "Points that meet this condition (= != < <= > >=); several must all hold.")
  var filter: [String] = []

  @Option(help: "The columns to show, with commas between.")
  var columns: String?

  @Option(help: "Points to show at most. Default: 50.")
  var limit: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit \(limit) is impossible; give at least 0.") }
  }

  func run() throws {
    let run = try RunFolder(existing: folder)
    let record = try run.record()
    if oob {
      guard let surface = try run.outOfBag() else {
        throw InputError(at: folder, "the run has no out-of-bag surface; it needs a forest with bootstrap, and folds")
      }
      output.print(
        JSONRecord.json(surface), text: OutOfBagText.text(surface, of: record, limit: limit ?? 50))
    } else if effects {
      guard let effects = try run.effects() else {
        throw InputError(
          at: folder, "the run has no logistic or spline_logistic; add one to its models and run it again")
      }
      output.print(JSONRecord.json(effects), text: EffectsText.text(effects))
    } else if sort != nil || !filter.isEmpty || columns != nil || limit != nil {
      let selection = try PointTable(run).select(
        columns: columns.map { $0.split(separator: ",").map(String.init) }, sort: sort,
        conditions: filter.map { try PointCondition($0) }, limit: limit ?? 50)
      output.print(selection.json, text: PointsText.text(selection))
    } else if best {
      output.print(JSONRecord.json(record.points), text: PointsText.text(record))
    } else {
      output.print(run.answer(record), text: RunSummary.text(record, path: run.path))
    }
  }
}
