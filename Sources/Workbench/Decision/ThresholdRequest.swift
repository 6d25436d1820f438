public import ChurnML
internal import Foundation

/// What `churnlab thresholds` is told: whose scores, what for, and what money is at stake.
public struct ThresholdRequest: Sendable {
  /// A scores file or a run.
  public var path: String
  /// Columns of a scores file; a run knows its own.
  public var label: String?
  public var score: String?
  public var positive: String?
  public var fold: String?
  /// One of a run's models.
  public var model: String?
  /// nil for none, but for t* on a run: what the run's experiment says.
  public var calibration: CalibrationMethod?
  public var campaign = CampaignFlags()
  public var columns = MoneyColumns()
  public var objective: String?
  public var costRatio: Double?
  public var beta: Double?
  public var constraints = ThresholdConstraints.none
  public var force = false

  public init(path: String) { self.path = path }

  public func answer(jobs: Int) throws -> ThresholdAnswer {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? try answerForRun(jobs) : try answerForFile(jobs)
  }

  private func answerForFile(_ jobs: Int) throws -> ThresholdAnswer {
    guard let label, let score else {
      throw InputError(
        at: path, "a scores file has columns of labels and scores; name them with --label and --score, or give a run")
    }
    if let model { throw InputError(at: "--model \(model)", "only a run has models; name a column with --score") }
    let table = try ScoreTable(
      path: path, label: label, numbers: [score] + columns.names, words: [fold].compactMap(\.self), jobs: jobs)
    let customers = try ScoredCustomers(table, label: label, score: score, positive: positive, fold: fold)
    let money = try columns.money(campaign, changing: nil) { (name) throws(InputError) in try table.numbers(name) }
    return try ThresholdStudy(customers, calibration: calibration ?? .none, money: money, jobs: jobs)
      .answer(question(nil))
  }

  private func answerForRun(_ jobs: Int) throws -> ThresholdAnswer {
    for (option, value) in [("label", label), ("score", score), ("positive", positive), ("fold", fold)] {
      if let value {
        throw InputError(at: "--\(option) \(value)", "a run knows its columns; leave the option away")
      }
    }
    let run = try RunFolder(existing: path)
    let experiment = try run.experiment()
    let customers = try ScoredCustomers(run, model: model, jobs: jobs)
    let question = try question(experiment.thresholds)
    let table = columns.names.isEmpty ? nil : try run.data(experiment, jobs: jobs)
    let money = try columns.money(campaign, changing: experiment.campaign) { (name) throws(InputError) in
      guard let amounts = try table?.amounts(name) else { return [] }
      return customers.rows(of: amounts)
    }
    let method = calibration ?? (question.needsCalibration ? experiment.calibration.method : .none)
    return try ThresholdStudy(customers, calibration: method, money: money, jobs: jobs).answer(question)
  }

  /// - Parameter plan: a run's own settings, which hold where no option is given.
  private func question(_ plan: ThresholdPlan?) throws(InputError) -> ThresholdQuestion {
    try ThresholdQuestion(
      objective: objective, costRatio: costRatio ?? plan?.costRatio ?? 5, beta: beta ?? 2,
      constraints: constraints.filling(capacity: plan?.capacity?.constraint), force: force)
  }
}

extension ThresholdPlan.Capacity {
  var constraint: ThresholdConstraints.Capacity {
    switch self {
    case .count(let count): .customers(Double(count))
    case .share(let share): .share(share)
    }
  }
}

extension RunFolder {
  /// The customers' file as the run read it.
  fileprivate func data(_ experiment: Experiment, jobs: Int) throws(InputError) -> Table {
    let table = try DataReader.read(experiment, jobs: jobs).table
    guard try record().data.digest == table.digest else {
      throw InputError(at: table.name, "the data have changed since the run was made; put the old file back")
    }
    return table
  }
}

extension Table {
  /// The amounts in a column of money.
  fileprivate func amounts(_ name: String) throws(InputError) -> [Double] {
    guard case .numeric(let values) = try column(named: name).values else {
      throw InputError(at: self.name, "the column \"\(name)\" holds words, not amounts; name another")
    }
    if let row = values.firstIndex(where: \.isNaN) {
      throw InputError(at: "\(self.name):\(line(ofRow: row))", "the cell of \"\(name)\" is blank or no number")
    }
    return values
  }
}
