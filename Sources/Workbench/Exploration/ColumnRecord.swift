public import ChurnML

extension ColumnExploration: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("name", summary.name)
    try record.write("role", role)
    try record.write("kind", summary.kind)
    try record.write("missing", MissingRecord(missing, of: rows))
    try record.write("distinct", summary.distinct)
    if let numbers = summary.numbers { try record.write("numbers", numbers) }
    if let contrast { try record.write("contrast", contrast) }
    if let categories = summary.categories { try record.write("categories", categories) }
    if let histogram { try record.write("histogram", histogram) }
    if role == .feature { try record.write("levels", levels.map(LevelRecord.init)) }
    try record.finish()
  }
}

/// Customers without a value.
private struct MissingRecord: Encodable {
  let missing: ChurnCount
  let rows: Int

  init(_ missing: ChurnCount, of rows: Int) {
    self.missing = missing
    self.rows = rows
  }

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("share", Double(missing.rows) / Double(max(1, rows)))
    try missing.write(to: &record)
    try record.finish()
  }
}

extension ClassContrast: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("mean_churn", meanChurned)
    try record.write("mean_stay", meanStayed)
    try record.write("point_biserial", pointBiserial)
    try record.finish()
  }
}

extension Histogram: Encodable {
  private struct Bin: Encodable {
    let low: Double
    let rows: Int
    let churned: Int
  }

  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("width", width)
    try record.write(
      "bins",
      bins.enumerated().map { index, count in
        Bin(low: start + Double(index) * width, rows: count.rows, churned: count.churned)
      })
    try record.finish()
  }
}
