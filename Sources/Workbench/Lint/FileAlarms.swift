internal import ChurnML

/// What is suspicious in a file whose target is known: the alarms about its columns and rows, and the one about a quick model.
enum FileAlarms {
  /// The most severe first.
  /// - Parameter ignore: columns that are no features.
  static func find(_ table: Table, target: Target, ignore: [String], jobs: Int) throws -> [Alarm] {
    let columns = table.columns.filter { $0.name != target.column && !ignore.contains($0.name) }
    let empty = columns.filter(\.isAllMissing).map(\.name)
    let dataset = try Dataset(from: table, target: target, ignore: ignore + empty)
    let alarms = DataAlarms.find(columns: columns, labels: dataset.labels, jobs: jobs)
    let tooGood = try QuickScore.alarm(dataset, after: alarms, jobs: jobs)
    return (alarms + [tooGood].compactMap { $0 }).mostSevereFirst
  }
}
