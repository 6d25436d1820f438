internal import ChurnML

/// `data.json`: the columns as they were read, and what was guessed.
struct DataRecord: Codable, Sendable {
  let rows: Int
  let positives: Int
  let digest: String
  let target: Target
  let features: FeatureSchema
  let columns: [String]
  let notes: [DataNote]
  let alarms: [Alarm]
  /// Rows left out of every fit and judgement, as their outcome was not awaited; nil where no horizon is given.
  let withoutFollowUp: Int?
  /// The same in a sentence; nil where there are none.
  let followUp: String?

  enum CodingKeys: String, CodingKey {
    case rows, positives, digest, target, features, columns, notes, alarms
    case withoutFollowUp = "without_follow_up"
    case followUp = "follow_up"
  }

  init(_ data: LoadedData, jobs: Int) {
    rows = data.dataset.rows
    positives = data.dataset.positives
    digest = data.dataset.digest
    target = data.dataset.target
    features = FeatureSchema(of: data.dataset.features)
    columns = data.table.columns
    notes = data.table.notes
    alarms = data.alarms(jobs: jobs)
    withoutFollowUp = data.followUp?.excluded
    followUp = data.followUp?.note
  }
}
