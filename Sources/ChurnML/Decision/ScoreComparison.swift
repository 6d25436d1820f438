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
public struct EvaluationRecord: Sendable, Encodable {
  public let rows: Int
  public let positives: Int
  public let scores: [String: ScoreEvaluation]
  public let comparisons: [ScoreComparison]

  /// - Parameters:
  ///   - columns: name and scores; names are distinct, no score is NaN (`checkScores`).
  public init(labels: [UInt8], columns: [(name: String, scores: [Double])], campaign: Campaign?) {
    let ranked = columns.map { ($0.name, RankedScores(labels: labels, scores: $0.scores)) }
    rows = labels.count
    positives = labels.reduce(0) { $0 + Int($1) }
    scores = Dictionary(
      ranked.map { ($0, ScoreEvaluation($1, campaign: campaign)) }, uniquingKeysWith: { first, _ in first })
    comparisons = ranked.indices.flatMap { a in
      ranked.indices.dropFirst(a + 1).map { b in ScoreComparison(ranked[a], ranked[b]) }
    }
  }
}
