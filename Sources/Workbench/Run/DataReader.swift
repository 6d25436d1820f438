internal import ChurnML

/// Reads the table an experiment names.
enum DataReader {
  static func read(_ experiment: Experiment, jobs: Int) throws(InputError) -> (table: Table, target: Target) {
    let plan = experiment.data
    switch plan.source {
    case .file(_, let path):
      guard let target = plan.target else {
        throw InputError(at: "data.target", "a file needs a target: {column: Churn, positive: \"Yes\"}.")
      }
      return (try Table.read(path: path, options: options(experiment, target: target), jobs: jobs), target)
    case .builtin(let name, let rows, let seed):
      let target = plan.target ?? Target(column: "Churn", positive: "Yes")
      let bytes = SyntheticTelco(seed: seed).csv(rows: rows, jobs: jobs)
      let table = try Table(csv: bytes, named: name, options: options(experiment, target: target), jobs: jobs)
      return (table, target)
    }
  }

  /// The target and the fold column are read as text, whatever they look like.
  private static func options(_ experiment: Experiment, target: Target) -> CSVOptions {
    var options = CSVOptions()
    options.delimiter = experiment.data.delimiter?.asciiValue
    options.missingTokens = experiment.data.missing ?? CSVOptions.defaultMissingTokens
    options.kinds = experiment.data.types
    options.kinds[target.column] = .categorical
    if case .predefined(let column) = experiment.resampling { options.kinds[column] = .categorical }
    return options
  }
}
