import ChurnML

/// A small random set of customers, and every cut-off judged row by row.
struct RandomCase {
  let labels: [UInt8]
  let scores: [Double]
  let weights: [Double]?
  let economics: CustomerEconomics

  struct Judged {
    let threshold: Double
    let value: Double
    let confusion: Confusion
    let spend: Double
  }

  init(_ source: inout RandomSource) throws {
    let count = 4 + source.index(below: 20)
    labels = [0, 1] + (2..<count).map { _ in UInt8(source.index(below: 2)) }
    scores = labels.map { Double(source.index(below: 8) + 2 * Int($0)) / 10 }
    weights = source.index(below: 2) == 0 ? nil : (0..<count).map { _ in 0.5 + source.unit() }
    let campaign = try Campaign(
      clv: 100, incentive: 10, contact: 2, acceptance: .known(0.3), stayerAcceptance: source.unit())
    economics = try CustomerEconomics(campaign, clv: (0..<count).map { _ in 200 * source.unit() })
  }

  var values: ContactValues { economics.values(count: labels.count) }

  func objective(_ source: inout RandomSource) throws -> ThresholdObjective {
    let all: [ThresholdObjective] = [
      .f1, .fBeta(2), .youden, .accuracy, .balancedAccuracy, .mcc, .cost(ratio: 3.3), .customerProfit,
      .profit(economics.campaign), .precision, .recall,
    ]
    return all[source.index(below: all.count)]
  }

  func constraints(_ source: inout RandomSource) throws -> ThresholdConstraints {
    let floors = [0.25, 0.5, 0.6, 0.75, 0.9, 1]
    func sometimes<Value>(_ value: Value) -> Value? { source.index(below: 2) == 0 ? nil : value }
    return try ThresholdConstraints(
      capacity: sometimes(
        source.index(below: 2) == 0 ? .customers(Double(1 + source.index(below: 8))) : .share(source.unit())),
      precision: sometimes(floors[source.index(below: 6)]), recall: sometimes(floors[source.index(below: 6)]),
      budget: sometimes(1 + 100 * source.unit()))
  }

  func judged(_ objective: ThresholdObjective) throws -> [Judged] {
    try Set(scores).sorted(by: >).map { threshold in
      var counts = [0.0, 0, 0, 0]
      var (profit, spend) = (0.0, 0.0)
      for row in labels.indices {
        let weight = weights?[row] ?? 1
        let contacted = scores[row] >= threshold
        counts[Int(labels[row]) * 2 + (contacted ? 1 : 0)] += weight
        guard contacted else { continue }
        let campaign = economics.campaign
        let clv = economics.clv?[row] ?? campaign.clv
        let accepts = labels[row] == 1 ? 0.3 : campaign.stayerAcceptance
        profit += weight * (accepts * ((labels[row] == 1 ? clv : 0) - 10) - 2)
        spend += weight * (accepts * 10 + 2)
      }
      let confusion = Confusion(tp: counts[3], fp: counts[1], fn: counts[2], tn: counts[0])
      let value =
        objective == .customerProfit ? profit / counts.reduce(0, +) : try objective.value(of: confusion)
      return Judged(threshold: threshold, value: value, confusion: confusion, spend: spend)
    }
  }

  func allows(_ judged: Judged, _ constraints: ThresholdConstraints) -> Bool {
    let confusion = judged.confusion
    let slack = 1e-11
    switch constraints.capacity {
    case .customers(let number): if confusion.contacted > number + slack { return false }
    case .share(let share): if confusion.contacted > share * confusion.count + slack { return false }
    case nil: break
    }
    if let precision = constraints.precision, confusion.tp + slack < precision * confusion.contacted { return false }
    if let recall = constraints.recall, confusion.tp + slack < recall * confusion.positives { return false }
    return constraints.budget.map { judged.spend <= $0 + slack } ?? true
  }
}
