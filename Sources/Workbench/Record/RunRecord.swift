public import ChurnML

/// `results.json`: what a run found. Schema churnlab.results/1.
public struct RunRecord: Codable, Sendable {
  public static let schema = "churnlab.results/1"

  public struct ExperimentSection: Codable, Sendable {
    public let name: String
    public let configDigest: String
    public let seed: UInt64

    enum CodingKeys: String, CodingKey {
      case name
      case configDigest = "config_digest"
      case seed
    }
  }

  public struct DataSection: Codable, Sendable {
    public let rows: Int
    /// Columns of the file, and those of them that are features.
    public let columns: Int
    public let features: Int
    public let positives: Int
    /// Rows left out of every fit and judgement, as their outcome was not awaited for the whole horizon.
    public let withoutFollowUp: Int?
    public let digest: String

    enum CodingKeys: String, CodingKey {
      case rows, columns, features, positives
      case withoutFollowUp = "without_follow_up"
      case digest
    }
  }

  public struct ResamplingSection: Codable, Sendable {
    public let method: String
    public let folds: Int
    public let repeats: Int
    public let splitsDigest: String

    enum CodingKeys: String, CodingKey {
      case method, folds, repeats
      case splitsDigest = "splits_digest"
    }
  }

  public struct SearchSection: Codable, Sendable {
    public let method: String
    /// What points are ranked by.
    public let metric: String
    /// For each model, the hyperparameters of which more than one value was tried.
    public let varied: NamedValues<[String]>
  }

  /// The cost of the forest search alone.
  public struct EngineSection: Codable, Sendable {
    public let mode: EngineMode
    public let jobs: Int
    public let fitsPlanned: Int
    /// Grown by this process.
    public let fitsRun: Int
    /// Found finished.
    public let fitsReused: Int
    public let points: Int
    public let duplicatesRemoved: Int
    /// Binning, growing and walking held-out rows.
    public let fitCPU: Double
    /// The same and the points' metrics and cut-offs.
    public let cpu: Double
    public let wall: Double

    enum CodingKeys: String, CodingKey {
      case mode, jobs
      case fitsPlanned = "fits_planned"
      case fitsRun = "fits_run"
      case fitsReused = "fits_reused"
      case points
      case duplicatesRemoved = "duplicates_removed"
      case fitCPU = "fit_cpu_s"
      case cpu = "cpu_s"
      case wall = "wall_s"
    }
  }

  /// What the run took, beside what was foreseen for all of it. A run that went on with finished fits spent less.
  public struct CostSection: Codable, Sendable {
    public let estimated: CostEstimate
    public let spent: CostEstimate
  }

  /// The out-of-fold scores on disk: of how many points they are kept, and of how many dropped to stay within the size asked for.
  public struct ScoresSection: Codable, Sendable {
    public let kept: Int
    public let dropped: Int
    public let bytes: Int
  }

  public let schema: String
  public let runID: String
  public let resultsDigest: String
  public let experiment: ExperimentSection
  public let data: DataSection
  /// What is suspicious in the data or too good in the scores.
  public let alarms: [Alarm]
  public let resampling: ResamplingSection
  public let search: SearchSection
  public let engine: EngineSection
  public let cost: CostSection
  public let scores: ScoresSection
  /// The model whose best point leads the ranking.
  public let winner: Selection
  /// The search's choice: the forest's best point, or the winner's where there is no forest.
  public let selected: Selection
  public let models: NamedValues<ModelRecord>
  /// nil where no outer folds were asked for.
  public let nested: NestedRecord?
  public let biasCorrected: BiasCorrectedRecord
  public let comparisons: [ComparisonRecord]
  public let thresholds: NamedValues<ChosenThresholdRecord>
  /// nil where neither calibration nor money was asked for.
  public let calibration: CalibrationRecord?
  public let campaign: CampaignRecord?
  /// From the lowest risk; empty where none were asked for or they are refused, which `notes` says.
  public let bands: [BandRecord]
  public let notes: [String]
  /// The best 50; `points.jsonl` has all.
  public let points: [PointRecord]

  enum CodingKeys: String, CodingKey {
    case schema
    case runID = "run_id"
    case resultsDigest = "results_digest"
    case experiment, data, alarms, resampling, search, engine, cost, scores, winner, selected, models, nested
    case biasCorrected = "bias_corrected"
    case comparisons, thresholds, calibration, campaign, bands, notes, points
  }
}
