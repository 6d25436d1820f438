internal import ChurnML

/// Reads the table an experiment names.
enum DataReader {
  static func read(_ experiment: Experiment, jobs: Int) throws(InputError) -> (table: Table, target: Target) {
    let plan = experiment.data
    switch plan.source {
    case .file(_, let path):
      return (try Table.read(path: path, options: options(experiment), jobs: jobs), plan.target)
    case .builtin(let name, let rows, let seed):
      let bytes = SyntheticTelco(seed: seed).csv(rows: rows, jobs: jobs)
      return (try Table(csv: bytes, named: name, options: options(experiment), jobs: jobs), plan.target)
    }
  }

  /// The target and what is no feature are read as text, whatever they look like.
  private static func options(_ experiment: Experiment) -> CSVOptions {
    var options = CSVOptions()
    options.delimiter = experiment.data.delimiter?.asciiValue
    options.missingTokens = experiment.data.missing
    options.kinds = experiment.data.types
    options.kinds[experiment.data.target.column] = .categorical
    for column in experiment.divisionColumns { options.kinds[column] = .categorical }
    return options
  }
}

extension Experiment {
  /// The columns by which rows are divided, and those that say what a row is: no features.
  var divisionColumns: [String] {
    var columns = data.facts
    for column in resampling.columns + (outerResampling?.columns ?? []) where !columns.contains(column) {
      columns.append(column)
    }
    return columns
  }
}
