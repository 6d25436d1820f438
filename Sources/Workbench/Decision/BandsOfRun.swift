internal import ChurnML

/// The bands of a run's selected model: what the record says of them, and what scoring new customers needs.
struct BandsOfRun {
  let records: [BandRecord]
  /// nil where the bands are refused or cannot be made.
  let bands: RiskBands?
  /// Sentences for people.
  let notes: [String]

  init(_ planner: BandPlanner, _ model: CalibratedModel, _ calibration: CalibrationPlan, seed: UInt64, jobs: Int) {
    if planner.followsMoney, let refusal = model.refusal {
      self.init(notes: ["\(model.name): bands and customers' expected profit are refused: \(refusal)"])
      return
    }
    let customers = model.money
    do {
      let bands = try planner.bands(on: customers.ranked, weights: customers.weights)
      let contacting = try planner.campaign.map { (campaign) throws(InputError) in try BandPlanner.contact(campaign) }
      let table = BandTable(
        bands, customers.firstRepeat, clv: planner.campaign?.clv,
        stayerAcceptance: planner.campaign?.stayerAcceptance ?? 1,
        contacting: planner.followsMoney ? nil : contacting, calibrated: model.refusal == nil)
      let flow = Self.flow(planner, model, calibration, seed: seed, jobs: jobs)
      let records = table.rows.enumerated().map { index, row in
        BandRecord(
          row, changed: flow.flatMap { $0.changedOfBand.indices.contains(index) ? $0.changedOfBand[index] : 0 })
      }
      self.init(
        records: records, bands: bands, notes: bands.notes + table.notes + Self.betweenRepeats(bands, customers))
    } catch let error as Undefined {
      self.init(notes: ["\(model.name): no bands: \(error.reason)"])
    } catch {
      self.init(notes: ["\(model.name): no bands: \(error)"])
    }
  }

  private init(records: [BandRecord] = [], bands: RiskBands? = nil, notes: [String]) {
    self.records = records
    self.bands = bands
    self.notes = notes
  }

  /// On samples drawn again calibrator and boundaries are learnt anew.
  private static func flow(
    _ planner: BandPlanner, _ model: CalibratedModel, _ calibration: CalibrationPlan, seed: UInt64, jobs: Int
  ) -> BandFlow? {
    let scores = model.raw.firstRepeat
    let resamples = max(20, min(200, 1_000_000 / max(scores.count, 1)))
    let correction = model.correction
    return try? BandFlow(scores, resamples: resamples, seed: seed, jobs: jobs) { (drawn) throws(Undefined) in
      let calibrator = try calibration.method.calibrator.map { (type) throws(Undefined) in
        try type.init(fittedTo: drawn)
      }
      let probability: @Sendable (Double) -> Double = { score in
        let probability = calibrator?.probability(score) ?? score
        return correction?.probability(probability) ?? probability
      }
      let scored = RankedScores(labels: drawn.labels, scores: drawn.scores.map(probability))
      guard let bands = try? planner.bands(on: scored) else { throw Undefined("the resample allows no such bands") }
      return { bands.index(of: probability($0)) }
    }
  }

  private static func betweenRepeats(_ bands: RiskBands, _ customers: ScoredCustomers) -> [String] {
    guard let first = customers.repeats.first, customers.repeats.count > 1 else { return [] }
    func assignment(_ rows: Range<Int>) -> [Int] {
      rows.sorted { customers.customers[$0] < customers.customers[$1] }.map { bands.index(of: customers.scores[$0]) }
    }
    let home = assignment(first)
    let shares = customers.repeats.dropFirst().map { BandFlow.changed(home, assignment($0)) }
    let percent = (shares.reduce(0, +) / Double(shares.count) * 1000).rounded() / 10
    return ["\(percent) % of the customers are in another band by the models of another repeat"]
  }
}
