/// Two score columns of the same rows, compared: AUC by DeLong, decisions at 0.5 by McNemar.
public struct ScoreComparison: Sendable {
  public let a: String
  public let b: String
  public let delong: Figure<DeLong>
  public let mcnemar: Figure<McNemar>

  public init(_ a: (name: String, scores: RankedScores), _ b: (name: String, scores: RankedScores)) {
    self.a = a.name
    self.b = b.name
    delong = Figure { () throws(Undefined) in try DeLong(a.scores, b.scores) }
    mcnemar = Figure { () throws(Undefined) in
      for (name, scores) in [a, b] { try scores.requireProbabilities(for: "the cut-off 0.5 for \(name)") }
      return McNemar(a.scores, b.scores)
    }
  }
}

extension ScoreComparison: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("a", a)
    try record.write("b", b)
    try record.write("delong", delong)
    try record.write("mcnemar", mcnemar)
    try record.finish()
  }
}

extension DeLong: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("difference", difference)
    try record.write("z", Figure { () throws(Undefined) in try z })
    try record.write("p_value", Figure { () throws(Undefined) in try pValue })
    try record.finish()
  }
}

extension McNemar: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("b", b)
    try record.write("c", c)
    try record.write("p_value", pValue)
    try record.finish()
  }
}

/// What `churnlab evaluate` prints: every score column judged, and every pair of them compared.
public struct EvaluationRecord: Sendable {
  public let rows: Int
  public let positives: Int
  /// Whether there is anything to say in money.
  public let hasCampaign: Bool
  /// In the order given.
  public let scores: [(name: String, evaluation: ScoreEvaluation)]
  public let comparisons: [ScoreComparison]

  /// - Parameters:
  ///   - columns: name and scores; names are distinct, no score is NaN (`checkScores`).
  ///   - depths: shares of customers to give gain and lift at.
  ///   - jobs: threads; the record does not depend on it.
  public init(
    labels: [UInt8], columns: [(name: String, scores: [Double])], campaign: Campaign?,
    depths: [Double] = DepthGain.defaultDepths, jobs: Int = 1
  ) {
    let ranked = concurrentMap(count: columns.count, jobs: jobs) { index in
      (name: columns[index].name, scores: RankedScores(labels: labels, scores: columns[index].scores))
    }
    rows = labels.count
    positives = labels.reduce(0) { $0 + Int($1) }
    hasCampaign = campaign != nil
    scores = concurrentMap(count: ranked.count, jobs: jobs) { index in
      (name: ranked[index].name, evaluation: ScoreEvaluation(ranked[index].scores, campaign: campaign, depths: depths))
    }
    let pairs = ranked.indices.flatMap { a in ranked.indices.dropFirst(a + 1).map { (a, $0) } }
    comparisons = concurrentMap(count: pairs.count, jobs: jobs) { index in
      ScoreComparison(ranked[pairs[index].0], ranked[pairs[index].1])
    }
  }
}

extension EvaluationRecord: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("rows", rows)
    try record.write("positives", positives)
    try record.write("scores", OrderedMembers(members: scores.map { ($0.name, $0.evaluation) }))
    try record.write("comparisons", comparisons)
    try record.finish()
  }
}
