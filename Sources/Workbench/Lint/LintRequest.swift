internal import ChurnML
internal import Foundation

/// What `churnlab lint` is told.
public struct LintRequest: Sendable {
  /// A data file, an experiment file, or a run's folder.
  public var path: String
  /// `COLUMN=POSITIVE`; of a data file.
  public var target: String?
  /// Columns of a data file that are no features.
  public var ignore: [String]

  public init(path: String, target: String? = nil, ignore: [String] = []) {
    self.path = path
    self.target = target
    self.ignore = ignore
  }

  public func answer(jobs: Int) throws -> LintRecord {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      try refuseDataOptions("a run")
      return LintRecord(try RunFolder(existing: path).record(), path: path)
    }
    if ["yaml", "yml", "json"].contains(URL(fileURLWithPath: path).pathExtension.lowercased()) {
      try refuseDataOptions("an experiment")
      return try experiment(jobs)
    }
    return try data(jobs)
  }

  private func refuseDataOptions(_ what: String) throws(InputError) {
    if let target { throw InputError(at: "--target \(target)", "\(what) knows its target; leave the option away") }
    if let column = ignore.first {
      throw InputError(at: "--ignore \(column)", "\(what) says what is ignored; leave the option away")
    }
  }

  private func experiment(_ jobs: Int) throws -> LintRecord {
    let experiment = try Experiment.load(
      path: path, specifications: Experiment.specifications, metrics: Experiment.metrics)
    let data = try LoadedData(experiment, jobs: jobs)
    let alarms = data.alarms(jobs: jobs)
    let tooGood = try QuickScore.alarm(data.dataset, after: alarms, jobs: jobs)
    return LintRecord(
      source: path, rows: data.dataset.rows, columns: data.dataset.features.count, target: data.dataset.target.column,
      alarms: (alarms + [tooGood].compactMap { $0 }).mostSevereFirst)
  }

  private func data(_ jobs: Int) throws -> LintRecord {
    let target = try target.map { (text) throws(InputError) in try Self.target(text) }
    var options = CSVOptions()
    if let target { options.kinds[target.column] = .categorical }
    let table = try Table.read(path: path, options: options, jobs: jobs)
    for name in ignore { _ = try table.column(named: name) }
    let columns = table.columns.filter { $0.name != target?.column && !ignore.contains($0.name) }
    var alarms: [Alarm]
    if let target {
      let empty = columns.filter(\.isAllMissing).map(\.name)
      let dataset = try Dataset(from: table, target: target, ignore: ignore + empty)
      alarms = DataAlarms.find(columns: columns, labels: dataset.labels, jobs: jobs)
      if let tooGood = try QuickScore.alarm(dataset, after: alarms, jobs: jobs) { alarms.append(tooGood) }
    } else {
      alarms = DataAlarms.find(columns: columns, labels: nil, jobs: jobs)
    }
    return LintRecord(
      source: path, rows: table.rows, columns: columns.count, target: target?.column, alarms: alarms.mostSevereFirst)
  }

  /// The positive cell's text stands behind the last `=`.
  private static func target(_ text: String) throws(InputError) -> Target {
    guard let sign = text.lastIndex(of: "="), sign != text.startIndex, text.index(after: sign) != text.endIndex else {
      throw InputError(at: "--target \(text)", "name the column and the text of those who churned, as in Churn=Yes")
    }
    return Target(column: String(text[..<sign]), positive: String(text[text.index(after: sign)...]))
  }
}
