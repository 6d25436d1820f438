public import ChurnML

extension TenureExploration: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("column", column)
    try record.write("assumed_from_name", isAssumed)
    try record.write("bands", zip(bands, counts).map(LevelRecord.init))
    try record.write("by", by.map { ByRecord(by: $0, bands: bands) })
    try record.finish()
  }

  private struct ByRecord: Encodable {
    let by: By
    let bands: [Level]

    private struct LevelOverTenure: Encodable {
      let level: String
      let bands: [LevelRecord]
    }

    func encode(to encoder: any Encoder) throws {
      var record = RecordEncoder(encoder)
      try record.write("column", by.column)
      try record.write(
        "levels",
        zip(by.levels, by.counts).map { level, counts in
          LevelOverTenure(level: level.text, bands: zip(bands, counts).map(LevelRecord.init))
        })
      try record.finish()
    }
  }
}
