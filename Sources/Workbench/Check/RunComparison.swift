internal import ChurnML

/// Runs side by side: `compare --json`.
public struct RunComparison: Codable, Sendable {
  public struct Member: Codable, Sendable {
    public let run: String
    public let experiment: String
    public let resultsDigest: String
    public let rows: Int
    public let points: Int
    public let selected: RunRecord.Selection
    public let models: NamedValues<ModelRecord>
    /// Whether fold by fold differences to the first run mean anything: the data and the splits are the same.
    public let paired: Bool
    /// Why not.
    public let reason: String?

    enum CodingKeys: String, CodingKey {
      case run, experiment
      case resultsDigest = "results_digest"
      case rows, points, selected, models, paired, reason
    }
  }

  /// Of a model that both runs have, at its best point: this run minus the first.
  public struct Difference: Codable, Sendable {
    public let run: String
    public let reference: String
    public let model: String
    public let metric: String
    public let difference: FoldFigure
  }

  public let runs: [Member]
  public let differences: [Difference]

  private static let metrics = ["roc_auc", "log_loss", "brier"]

  /// - Parameter folders: the first is what the others are compared with.
  public init(_ folders: [RunFolder]) throws {
    let records = try folders.map { try $0.record() }
    runs = zip(folders, records).map { Member($0, $1, first: records[0]) }
    var differences: [Difference] = []
    let first = try PointsFile(folders[0])
    for (folder, record) in zip(folders, records).dropFirst() where Self.obstacle(record, records[0]) == nil {
      let points = try PointsFile(folder)
      for (name, model) in record.models.members {
        guard let other = records[0].models[name] else { continue }
        let (a, b) = (try points.point(model.point), try first.point(other.point))
        differences += Self.metrics.compactMap { metric in
          FoldFigure(metric, a, minus: b).map {
            Difference(run: folder.path, reference: folders[0].path, model: name, metric: metric, difference: $0)
          }
        }
      }
    }
    self.differences = differences
  }

  /// Why two runs' folds are not the same rows.
  fileprivate static func obstacle(_ a: RunRecord, _ b: RunRecord) -> String? {
    if a.data.digest != b.data.digest { return "the data are others than the first run's" }
    if a.resampling.splitsDigest != b.resampling.splitsDigest { return "the splits are others than the first run's" }
    return nil
  }
}

extension RunComparison.Member {
  init(_ folder: RunFolder, _ record: RunRecord, first: RunRecord) {
    run = folder.path
    experiment = record.experiment.name
    resultsDigest = record.resultsDigest
    rows = record.data.rows
    points = record.engine.points
    selected = record.selected
    models = record.models
    reason = RunComparison.obstacle(record, first)
    paired = reason == nil
  }
}

extension FoldFigure {
  /// A figure of one point minus that of another, fold by fold; nil where either lacks it.
  init?(_ name: String, _ a: PointRecord, minus b: PointRecord) {
    guard let x = a.figure(name), let y = b.figure(name) else { return nil }
    self.init(
      zip(x.folds, y.folds).map { x, y -> Result<Double, Undefined> in
        guard let x, let y else { return .failure(Undefined("\(name) has no value on some fold")) }
        return .success(x - y)
      })
  }
}
