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

  init(_ data: LoadedData, jobs: Int) {
    rows = data.dataset.rows
    positives = data.dataset.positives
    digest = data.dataset.digest
    target = data.dataset.target
    features = FeatureSchema(of: data.dataset.features)
    columns = data.table.columns
    notes = data.table.notes
    alarms = data.alarms(jobs: jobs)
  }
}
