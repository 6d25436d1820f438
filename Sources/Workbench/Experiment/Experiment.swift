public import ChurnML

/// An experiment, resolved: everything the file says, checked, and every default named.
public struct Experiment: Sendable, Equatable {
  /// Fit for the name of a folder.
  public let name: String
  public let seed: UInt64
  public let data: DataPlan
  public let resampling: ResamplingPlan
  /// The outer folds of nested cross-validation.
  public let outerResampling: ResamplingPlan?
  public let search: SearchPlan
  /// In the file's order; at least one, names distinct.
  public let models: [ModelPlan]
  /// What the other models are compared with; one of `models`.
  public let reference: String
  public let comparisons: ComparisonPlan
  public let thresholds: ThresholdPlan
  public let calibration: CalibrationPlan
  public let campaign: Campaign?
  public let bands: BandPlan?
  public let explain: ExplainPlan
}

extension Experiment {
  /// The experiment with every default named; loading it again gives this experiment.
  public var resolved: JSON { json(data: data.json(relativeTo: nil)) }

  /// `resolved` for a file that will stand in `folder`: the way to the data starts there.
  public func resolved(relativeTo folder: String) -> JSON { json(data: data.json(relativeTo: folder)) }

  /// SHA-256 of what is asked for, whatever the order of keys: two files that ask for the same have the same digest.
  ///
  /// The path of the data is left out, as the data have a digest of their own; jobs and engine are no part of the file.
  public var configDigest: String { SHA256.hex(of: json(data: data.reading).canonical) }

  private var resamplingJSON: JSON {
    guard let outerResampling, case .object(let members) = resampling.json else { return resampling.json }
    return .object(members + [.init("outer", outerResampling.json)])
  }

  private func json(data: JSON) -> JSON {
    .object([
      .init("experiment", .text(name)),
      .init("seed", .integer(Int(seed))),
      .init("data", data),
      .init("resampling", resamplingJSON),
      .init("search", search.json),
      .init("models", .object(models.map { .init($0.name, $0.json) })),
      .init("reference", .text(reference)),
      .init("comparisons", comparisons.json),
      .init("calibration", calibration.json),
      .init("thresholds", thresholds.json),
      .init("campaign", campaign.map(CampaignSection.json) ?? .null),
      .init("bands", bands?.json ?? .null),
      .init("explain", explain.json),
    ])
  }
}
