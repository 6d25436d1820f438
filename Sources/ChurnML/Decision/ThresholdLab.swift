/// Every distinct cut-off of labelled scores, judged for any objective under any constraints.
///
/// Profit measured here needs only the ranking: the labels say who churned, so nothing hangs on calibration.
public struct ThresholdLab: Sendable {
  public let scores: RankedScores
  let weights: [Double]?
  let values: ContactValues?
  let cutOffs: CutOffs

  /// - Parameters:
  ///   - weights: how many customers each row stands for; nil is one each.
  ///   - values: what contacting each customer brings; nil where money is not spoken of, or is the same for all.
  public init(_ scores: RankedScores, weights: [Double]? = nil, values: ContactValues? = nil) throws(InputError) {
    if let weights {
      guard weights.count == scores.count else {
        throw InputError(at: "weights", "\(weights.count) weights for \(scores.count) rows; give one for each")
      }
      if let row = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
        throw InputError(at: "weights", "row \(row + 1) has the weight \(weights[row]); give a positive number")
      }
    }
    if let values, values.ifChurns.count != scores.count {
      throw InputError(
        at: "values", "\(values.ifChurns.count) customers' values for \(scores.count) rows; give one for each")
    }
    self.scores = scores
    self.weights = weights
    self.values = values
    cutOffs = CutOffs(scores, weights: weights, values: values)
  }

  /// The best cut-off that the constraints allow; of equals the one that contacts fewest.
  ///
  /// Contacting nobody is not a candidate. Throws `Undefined` where the objective has no value on these rows.
  /// - Parameter nearness: cut-offs whose value is within this share of the optimum's are near-optimal.
  public func choose(
    _ objective: ThresholdObjective, _ constraints: ThresholdConstraints = .none, nearness: Double = 0.01
  ) throws(Undefined) -> ThresholdChoice {
    guard let last = cutOffs.indices.last else { throw Undefined("no rows to choose a cut-off on") }
    let everybody = try cutOffs.judged(objective, at: last)
    let nobody = Figure { () throws(Undefined) in try cutOffs.value(objective, at: nil) }
    guard let chosen = try cutOffs.choice(objective, constraints) else {
      return ThresholdChoice(
        objective: objective.name, optimum: nil, nearOptimal: nil, contactNobody: nobody, contactEverybody: everybody,
        notes: ["no cut-off satisfies \(constraints.words)"])
    }
    let notes = [chosen.note, chosen.index.flatMap { cutOffs.tiesAtCapacity(constraints, best: $0) }]
    return ThresholdChoice(
      objective: objective.name, optimum: chosen.judged,
      nearOptimal: try chosen.index.map { (index) throws(Undefined) in
        try cutOffs.nearOptimal(objective, constraints, best: index, nearness: nearness)
      }, contactNobody: nobody, contactEverybody: everybody, notes: notes.compactMap(\.self))
  }

  /// What acting on a cut-off chosen elsewhere does here, for instance on `t*` or 0.5.
  public func judge(_ objective: ThresholdObjective, threshold: Double) throws(Undefined) -> JudgedCutOff {
    try cutOffs.judged(objective, threshold: threshold)
  }

  /// What acting on a cut-off chosen elsewhere does, in customers.
  public func confusion(threshold: Double) -> Confusion { cutOffs.confusion(cutOffs.index(of: threshold)) }

  /// Each row's profit, when the rows flagged are contacted and the others are not. Throws without values.
  public func profits(contacted: [Bool]) throws(Undefined) -> [Double] {
    guard let values else { throw Undefined("profit needs the customers' values, and none were given") }
    return contacted.indices.map { row in
      guard contacted[row] else { return 0 }
      return scores.labels[row] == 1 ? values.ifChurns[row] : values.ifStays[row]
    }
  }
}

extension CutOffs {
  /// A cut-off chosen among these.
  struct Choice {
    let judged: JudgedCutOff
    /// nil when it contacts nobody, as t* may.
    let index: Int?
    let note: String?
  }

  /// nil when no cut-off is allowed.
  func choice(_ objective: ThresholdObjective, _ constraints: ThresholdConstraints) throws(Undefined) -> Choice? {
    if case .bayes(let campaign) = objective { return try bayesChoice(campaign, constraints) }
    guard let best = try best(objective, constraints) else { return nil }
    return Choice(judged: try judged(objective, at: best), index: best, note: nil)
  }

  /// t* where the constraints allow it, else the allowed cut-off that is worth most by the scores themselves.
  private func bayesChoice(_ campaign: Campaign, _ constraints: ThresholdConstraints) throws(Undefined) -> Choice? {
    let objective = ThresholdObjective.bayes(campaign)
    let optimum = try campaign.bayesThreshold
    let index = index(of: optimum)
    let isAllowed = try index.map { (index) throws(Undefined) in try constraints.allow(index, of: self) }
    if isAllowed ?? constraints.allowNobody {
      return Choice(judged: try judged(objective, threshold: optimum), index: index, note: nil)
    }
    // What contacting each group is expected to bring: every group above t* adds, every one below takes away.
    var (best, bar, sum, before) = (Int?.none, -Double.infinity, 0.0, 0.0)
    for index in indices {
      sum += (contacted[index] - before) * campaign.expectedProfit(threshold[index])
      before = contacted[index]
      guard sum > bar, try constraints.allow(index, of: self) else { continue }
      best = index
      bar = ThresholdObjective.bar(above: sum)
    }
    guard let best else { return nil }
    return Choice(
      judged: try judged(objective, at: best), index: best,
      note: "t* is \(optimum), which \(constraints.words) does not allow")
  }

  /// nil when no cut-off is allowed.
  private func best(_ objective: ThresholdObjective, _ constraints: ThresholdConstraints) throws(Undefined) -> Int? {
    var best: Int?
    var bar = -Double.infinity
    for index in indices where try constraints.allow(index, of: self) {
      let score = try score(objective, at: index)
      guard score > bar else { continue }
      best = index
      bar = ThresholdObjective.bar(above: score)
    }
    return best
  }

  func judged(_ objective: ThresholdObjective, at index: Int) throws(Undefined) -> JudgedCutOff {
    JudgedCutOff(
      threshold: threshold[index], value: try value(objective, at: index), confusion: confusion(index))
  }

  /// Of a cut-off chosen elsewhere.
  func judged(_ objective: ThresholdObjective, threshold: Double) throws(Undefined) -> JudgedCutOff {
    let index = index(of: threshold)
    return JudgedCutOff(
      threshold: threshold, value: try value(objective, at: index), confusion: confusion(index))
  }

  func nearOptimal(
    _ objective: ThresholdObjective, _ constraints: ThresholdConstraints, best: Int, nearness: Double
  ) throws(Undefined) -> NearOptimal {
    let optimum = try score(objective, at: best)
    let least = optimum - nearness * abs(optimum)
    var members: [Int] = []
    for index in indices where try constraints.allow(index, of: self) {
      if try score(objective, at: index) >= least { members.append(index) }
    }
    let (first, last) = (members.first ?? best, members.last ?? best)
    return NearOptimal(
      low: threshold[last], high: threshold[first], cutOffs: members.count,
      contiguous: members.count == last - first + 1)
  }

  /// A word on customers tied at the border of a capacity, of whom only some would fit.
  func tiesAtCapacity(_ constraints: ThresholdConstraints, best: Int) -> String? {
    let room = constraints.room(of: count)
    guard room.isFinite, best + 1 < threshold.count, contacted[best + 1] > room else { return nil }
    let (places, tied) = (Int(room - contacted[best]), Int(contacted[best + 1] - contacted[best]))
    guard places > 0, tied > 1 else { return nil }
    return
      "\(places) places stay free: the next \(tied) customers share the score \(threshold[best + 1]), and contacting "
      + "them all would exceed the capacity"
  }
}
