internal import ChurnML

/// What a run would do: `run --dry-run --json`.
public struct PlanRecord: Codable, Sendable {
  public struct Model: Codable, Sendable {
    public let points: Int
    public let fitGroups: Int
    public let fits: Int
    public let duplicatesRemoved: Int

    enum CodingKeys: String, CodingKey {
      case points
      case fitGroups = "fit_groups"
      case fits
      case duplicatesRemoved = "duplicates_removed"
    }
  }

  /// What nested cross-validation adds.
  public struct Nested: Codable, Sendable {
    public let outerFolds: Int
    /// Of all models: in each outer fold the search's, and one of each model at the point chosen there.
    public let fits: Int
    /// Those of them that are forests: outer x (inner x fit groups + 1).
    public let forestFits: Int

    enum CodingKeys: String, CodingKey {
      case outerFolds = "outer_folds"
      case fits
      case forestFits = "forest_fits"
    }
  }

  public let experiment: String
  public let engine: EngineMode
  public let rows: Int
  public let splits: Int
  /// All models together.
  public let points: Int
  public let fitGroups: Int
  public let fits: Int
  public let duplicatesRemoved: Int
  public let models: NamedValues<Model>
  /// nil where no outer folds were asked for.
  public let nested: Nested?
  public let estimate: CostEstimate

  enum CodingKeys: String, CodingKey {
    case experiment, engine, rows, splits, points
    case fitGroups = "fit_groups"
    case fits
    case duplicatesRemoved = "duplicates_removed"
    case models, nested, estimate
  }

  public init(_ runner: Runner) {
    estimate = runner.estimate()
    let plan = runner.plan
    experiment = runner.experiment.name
    engine = runner.engine
    rows = runner.data.dataset.rows
    splits = runner.data.splits.count
    points = plan.candidates.count
    fitGroups = plan.groups.count
    fits = plan.units.count
    duplicatesRemoved = plan.duplicatesRemoved.values.reduce(0, +)
    nested =
      plan.outer.isEmpty
      ? nil
      : Nested(outerFolds: plan.outer.count, fits: plan.fits - plan.units.count, forestFits: plan.nestedForestFits)
    models = NamedValues(
      runner.experiment.models.map { model in
        let own = Model(
          points: plan.candidates.count { $0.model == model.name },
          fitGroups: plan.groups.count { $0.model == model.name },
          fits: plan.units.count { $0.group.model == model.name },
          duplicatesRemoved: plan.duplicatesRemoved[model.name] ?? 0)
        return (model.name, own)
      })
  }
}
