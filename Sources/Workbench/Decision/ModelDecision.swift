public import ChurnML
internal import Foundation

/// What to do for a customer, given a model's P(churned): `models/<name>.decision.json`, beside the model's own file.
///
/// Calibrator and boundaries are learnt on all out-of-fold scores and serve the model fitted on all rows.
public struct ModelDecision: Codable, Sendable {
  static let schema = "churnlab.decision/1"

  private let schema: String
  public let model: String
  private let calibrator: StoredCalibrator?
  private let correction: PriorCorrection?
  /// nil without a campaign.
  private let money: Money?
  private let bands: [Band]
  /// Bands that follow from money need calibrated scores; others only the ranking.
  private let bandsFollowMoney: Bool
  /// Why no money may be promised on the model's scores for one customer; nil when it may.
  public let refusal: String?

  private struct Money: Codable, Sendable {
    let clv: Double
    let stayerAcceptance: Double
    let actions: [RetentionAction]

    enum CodingKeys: String, CodingKey {
      case clv
      case stayerAcceptance = "stayer_acceptance"
      case actions
    }
  }

  private struct Band: Codable, Sendable {
    let name: String
    /// nil for the lowest.
    let from: Double?
  }

  enum CodingKeys: String, CodingKey {
    case schema, model, calibrator, correction, money, bands
    case bandsFollowMoney = "bands_follow_money"
    case refusal
  }

  /// nil where the experiment says nothing of calibration, bands or money.
  init?(_ experiment: Experiment, _ model: CalibratedModel) throws {
    let planner = BandPlanner(experiment)
    guard planner != nil || experiment.calibration.method != .none || model.correction != nil else { return nil }
    schema = Self.schema
    self.model = model.name
    calibrator =
      try model.calibrated == nil
      ? nil : experiment.calibration.method.calibrator.map { StoredCalibrator(try $0.init(fittedTo: model.raw.ranked)) }
    correction = model.correction
    money = try experiment.campaign.map { campaign in
      Money(clv: campaign.clv, stayerAcceptance: campaign.stayerAcceptance, actions: try planner?.actions() ?? [])
    }
    let risk = try? planner?.bands(on: model.money.ranked, weights: model.money.weights)
    bands = (risk?.bands ?? []).map { Band(name: $0.name, from: $0.from.isFinite ? $0.from : nil) }
    bandsFollowMoney = planner?.followsMoney ?? false
    refusal = model.refusal
  }

  /// Where the decision stands that belongs to a model's file.
  static func path(of model: String) -> String {
    (model.hasSuffix(".model") ? String(model.dropLast(6)) : model) + ".decision.json"
  }

  /// The decision beside a model's file; nil where there is none.
  static func beside(_ model: String) throws(InputError) -> ModelDecision? {
    let path = path(of: model)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let decision: ModelDecision
    do {
      decision = try JSONRecord.read(ModelDecision.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch { throw InputError(at: path, "the file is damaged; copy it again, or make it anew with churnlab run") }
    guard decision.schema == Self.schema, decision.hasOrderedBands else {
      throw InputError(at: path, "this is no decision that this ChurnLab can read; make it anew with churnlab run")
    }
    return decision
  }

  private var hasOrderedBands: Bool {
    let boundaries = bands.dropFirst().map { $0.from ?? .nan }
    return zip(boundaries, boundaries.dropFirst()).allSatisfy(<) && !boundaries.contains(where: \.isNaN)
  }
}

extension ModelDecision {
  /// What is decided for one customer.
  public struct Verdict: Sendable, Equatable {
    /// Calibrated and corrected; nil where the model's own is all there is.
    public let calibratedProbability: Double?
    /// nil without bands, or where they are refused.
    public let band: String?
    /// "none" for nothing; nil without a campaign, or refused.
    public let action: String?
    /// Money; nil without a campaign, or refused.
    public let expectedProfit: Double?
  }

  var hasMoney: Bool { money != nil }
  var hasBands: Bool { !bands.isEmpty }
  var calibrates: Bool { calibrator != nil || correction != nil }

  /// Decides by P(churned) as the model gives it.
  /// - Parameter force: also in money on scores that are not calibrated.
  public func verdicts(force: Bool = false) -> @Sendable (Double) -> Verdict {
    let (isRefused, calibrates, correction) = (refusal != nil && !force, calibrates, correction)
    let calibrator = calibrator?.calibrator
    let boundaries = bands.dropFirst().compactMap(\.from)
    let names = isRefused && bandsFollowMoney ? [] : bands.map(\.name)
    let envelope =
      isRefused
      ? nil : money.map { ActionEnvelope($0.actions, clv: $0.clv, stayerAcceptance: $0.stayerAcceptance) }
    return { score in
      var probability = calibrator?.probability(score) ?? score
      if let correction { probability = correction.probability(probability) }
      return Verdict(
        calibratedProbability: calibrates ? probability : nil,
        band: names.isEmpty ? nil : names[boundaries.count { $0 <= probability }],
        action: envelope.map { $0.stretch(probability).action?.name ?? "none" },
        expectedProfit: envelope.map { $0.expectedProfit(probability) })
    }
  }

  /// The bands' names from the lowest risk up, and where P(churned) as the model gives it lies among them; nil without bands, or
  /// where they are refused.
  func banding() -> (names: [String], index: @Sendable (Double) -> Int)? {
    guard hasBands, refusal == nil || !bandsFollowMoney else { return nil }
    let (calibrator, correction) = (calibrator?.calibrator, correction)
    let boundaries = bands.dropFirst().compactMap(\.from)
    return (
      bands.map(\.name),
      { score in
        var probability = calibrator?.probability(score) ?? score
        if let correction { probability = correction.probability(probability) }
        return boundaries.count { $0 <= probability }
      }
    )
  }

  /// The columns that scoring adds beside P(churned).
  func columns(force: Bool) -> [AddedColumn] {
    let verdict = verdicts(force: force)
    func column(_ name: String, _ cell: @escaping @Sendable (Verdict) -> String?) -> AddedColumn {
      AddedColumn(name: name) { $0.map { cell(verdict($0)) ?? "" } }
    }
    var columns: [AddedColumn] = []
    if calibrates { columns.append(column("calibrated_probability") { $0.calibratedProbability?.description }) }
    if hasBands || hasMoney { columns.append(column("band") { $0.band }) }
    if hasMoney {
      columns.append(column("action") { $0.action })
      columns.append(column("expected_profit") { $0.expectedProfit?.description })
    }
    return columns
  }
}

extension RunFolder {
  /// What to do by a model of the run; nil where its experiment says nothing of it.
  public func decision(_ model: String) throws(InputError) -> ModelDecision? {
    try ModelDecision.beside(self.model(model))
  }
}

extension ModelDecision {
  /// The decision that belongs to what `SavedModel.find` finds.
  public static func find(_ path: String, model: SavedModel) throws(InputError) -> ModelDecision? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue ? try RunFolder(existing: path).decision(model.facts.model) : try beside(path)
  }
}
