/// A cut-off and what acting on it does: everyone scoring at least `threshold` is contacted.
public struct JudgedCutOff: Sendable, Equatable {
  public let threshold: Double
  /// The objective's value; profit is per customer.
  public let value: Double
  public let confusion: Confusion
}

/// The cut-offs that are as good as the optimum for all practical purposes.
public struct NearOptimal: Sendable, Equatable, Encodable {
  public let low: Double
  public let high: Double
  /// How many distinct cut-offs qualify.
  public let cutOffs: Int
  /// True when every cut-off between `low` and `high` qualifies.
  public let contiguous: Bool

  private enum CodingKeys: String, CodingKey {
    case low, high, contiguous
    case cutOffs = "cut_offs"
  }
}

/// The best cut-off for an objective under constraints, and what stands beside it.
public struct ThresholdChoice: Sendable, Equatable {
  public let objective: String
  /// nil when no cut-off satisfies the constraints; `notes` says so.
  public let optimum: JudgedCutOff?
  public let nearOptimal: NearOptimal?
  /// The objective's value for contacting nobody: 0 for profit.
  public let contactNobody: Figure<Double>
  public let contactEverybody: JudgedCutOff
  /// Sentences for people.
  public let notes: [String]

  public var feasible: Bool { optimum != nil }
}

extension JudgedCutOff: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("threshold", threshold)
    try record.write("value", value)
    try record.writeCount("contacted", confusion.contacted)
    try record.write("precision", Figure { () throws(Undefined) in try confusion.precision })
    try record.write("recall", Figure { () throws(Undefined) in try confusion.recall })
    try record.write("confusion", confusion)
    try record.finish()
  }
}

extension ThresholdChoice: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    let none = Figure<JudgedCutOff>.undefined(notes.first ?? "")
    try record.write("objective", objective)
    try record.write("feasible", feasible)
    try record.write("optimum", optimum.map(Figure.value) ?? none)
    try record.write("near_optimal", nearOptimal)
    try record.write("contact_nobody", contactNobody)
    try record.write("contact_everybody", contactEverybody)
    try record.write("notes", notes)
    try record.finish()
  }
}
