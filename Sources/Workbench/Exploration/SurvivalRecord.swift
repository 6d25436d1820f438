public import ChurnML

struct SurvivalRecord: Encodable {
  let survival: SurvivalExploration

  init(_ survival: SurvivalExploration) { self.survival = survival }

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("entry", survival.followedBy.entry)
    try record.write("observation", survival.followedBy.observation)
    try record.write("unit", survival.isInDays ? "days" : "the columns' own")
    try record.write("overall", CurveRecord(level: nil, curve: survival.overall))
    try record.write("by", survival.by.map(ByRecord.init))
    try record.finish()
  }

  private struct ByRecord: Encodable {
    let by: SurvivalExploration.By

    func encode(to encoder: any Encoder) throws {
      var record = RecordEncoder(encoder)
      try record.write("column", by.column)
      try record.write("log_rank", by.logRank)
      try record.write("groups", zip(by.levels, by.curves).map { CurveRecord(level: $0.text, curve: $1) })
      try record.finish()
    }
  }
}

extension LogRank: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("statistic", statistic)
    try record.write("df", df)
    try record.write("p_value", pValue)
    try record.finish()
  }
}

private struct CurveRecord: Encodable {
  /// Of a curve with more steps, as many are written, evenly spaced among them, the first and the last with them.
  static let mostSteps = 120

  let level: String?
  let curve: KaplanMeier

  private struct StepRecord: Encodable {
    let step: KaplanMeier.Step

    func encode(to encoder: any Encoder) throws {
      var record = RecordEncoder(encoder)
      try record.write("time", step.time)
      try record.write("at_risk", step.atRisk)
      try record.write("events", step.events)
      try record.write("survival", step.survival)
      try record.write("low", step.low)
      try record.write("high", step.high)
      try record.finish()
    }
  }

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    if let level { try record.write("level", level) }
    try record.write("customers", curve.customers)
    try record.write("events", curve.events)
    try record.write(
      "median", curve.median.map(Figure.value) ?? .undefined("more than half of the customers stay to the end"))
    try record.write("steps", curve.steps.count)
    try record.write("curve", shown.map(StepRecord.init))
    try record.finish()
  }

  private var shown: [KaplanMeier.Step] {
    let (steps, most) = (curve.steps, Self.mostSteps)
    return steps.count <= most ? steps : (0..<most).map { steps[$0 * (steps.count - 1) / (most - 1)] }
  }
}
