/// `results.json`: what a run found. Schema churnlab.results/1.
public struct RunRecord: Codable, Sendable {
  public static let schema = "churnlab.results/1"

  public struct ExperimentSection: Codable, Sendable {
    public let name: String
    public let configDigest: String
    public let seed: UInt64

    enum CodingKeys: String, CodingKey {
      case name, seed
      case configDigest = "config_digest"
    }
  }

  public struct DataSection: Codable, Sendable {
    public let rows: Int
    /// Columns of the file, and those of them that are features.
    public let columns: Int
    public let features: Int
    public let positives: Int
    public let digest: String
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
      case mode, jobs, points
      case fitsPlanned = "fits_planned"
      case fitsRun = "fits_run"
      case fitsReused = "fits_reused"
      case duplicatesRemoved = "duplicates_removed"
      case fitCPU = "fit_cpu_s"
      case cpu = "cpu_s"
      case wall = "wall_s"
    }
  }

  public struct Selection: Codable, Sendable {
    public let point: Int
    public let model: String
    public let rule: String
    public let params: JSON
  }

  public let schema: String
  public let runID: String
  public let resultsDigest: String
  public let experiment: ExperimentSection
  public let data: DataSection
  public let resampling: ResamplingSection
  public let engine: EngineSection
  /// The model whose best point leads the ranking.
  public let winner: Selection
  /// The search's choice: the forest's best point, or the winner's where there is no forest.
  public let selected: Selection
  public let models: NamedValues<ModelRecord>
  public let comparisons: [ComparisonRecord]
  public let thresholds: NamedValues<ChosenThresholdRecord>
  public let notes: [String]
  /// The best 50; `points.jsonl` has all.
  public let points: [PointRecord]

  enum CodingKeys: String, CodingKey {
    case schema, experiment, data, resampling, engine, winner, selected, models, comparisons, thresholds, notes, points
    case runID = "run_id"
    case resultsDigest = "results_digest"
  }
}

/// A model at its best point.
public struct ModelRecord: Codable, Sendable {
  public let point: Int
  public let params: JSON
  /// Means over folds; null where a fold has no value.
  public let outOfFold: NamedValues<Double?>
  public let outOfFoldStd: NamedValues<Double?>
  public let atThreshold: AtThreshold?

  public struct Counts: Codable, Sendable {
    public let tp: Int
    public let fp: Int
    public let fn: Int
    public let tn: Int
  }

  /// Decisions at the cut-off that is best for `objective` on all out-of-fold scores, counted on the same rows.
  public struct AtThreshold: Codable, Sendable {
    public let objective: String
    public let threshold: Double
    public let confusion: Counts
    public let precision: Double?
    public let recall: Double?
    public let f1: Double?
    public let accuracy: Double?
  }

  enum CodingKeys: String, CodingKey {
    case point, params
    case outOfFold = "out_of_fold"
    case outOfFoldStd = "out_of_fold_std"
    case atThreshold = "at_threshold"
  }
}

/// A model beside the reference, on the same folds. Both are the best of their points, so the difference is one after selection.
public struct ComparisonRecord: Codable, Sendable {
  public let model: String
  public let reference: String
  public let metric: String
  /// Model minus reference, fold by fold.
  public let difference: FoldFigure
}

/// The cut-off that is best for an objective on all out-of-fold scores of the selected point, beside the honest value of
/// choosing it so: cross-fitted.
public struct ChosenThresholdRecord: Codable, Sendable {
  public let threshold: Double?
  public let value: Double?
  public let crossFitted: ThresholdRecord?

  enum CodingKeys: String, CodingKey {
    case threshold, value
    case crossFitted = "cross_fitted"
  }
}
