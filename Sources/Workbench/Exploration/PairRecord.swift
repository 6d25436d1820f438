internal import ChurnML

/// How alike columns are, in the order of their clusters.
struct RedundancyRecord: Encodable {
  let pairs: PairExploration

  private struct Join: Encodable {
    let columns: [String]
    let similarity: Double
  }

  func encode(to encoder: any Encoder) throws {
    let order = pairs.linkage.order
    var record = RecordEncoder(encoder)
    try record.write("threshold", PairExploration.redundancy)
    try record.write("clusters", pairs.redundant)
    try record.write("columns", order.map { pairs.columns[$0] })
    try record.write("association", order.map { row in order.map { pairs.association[row * order.count + $0] } })
    try record.write("joins", joins)
    try record.write("rows", pairs.rows)
    try record.finish()
  }

  private var joins: [Join] {
    var members = pairs.columns.map { [$0] }
    return pairs.linkage.joins.map { join in
      members.append(members[join.first] + members[join.second])
      return Join(columns: members[members.count - 1], similarity: join.similarity)
    }
  }
}

struct PairsRecord: Encodable {
  let pairs: PairExploration

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("looked_at", pairs.pairs)
    try record.write("rows", pairs.rows)
    try record.write("strongest", pairs.strongest.map(PairRecord.init))
    try record.finish()
  }
}

private struct PairRecord: Encodable {
  let pair: ColumnPair

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("columns", pair.columns)
    try record.write("mutual_info_nats", pair.gain.together)
    try record.write("alone", pair.gain.alone)
    try record.write("gain", pair.gain.gain)
    try record.write("gain_bias_corrected", pair.gain.corrected)
    try record.write("interaction", pair.gain.interaction)
    try record.write("df", pair.gain.df)
    try record.write("p_value", pair.gain.pValue)
    try record.write("p_value_adjusted", pair.adjustedPValue)
    try record.write("hottest", pair.hottest.map(CellRecord.init))
    try record.write("cells", pair.cells.map(CellRecord.init))
    try record.finish()
  }
}

private struct CellRecord: Encodable {
  let cell: ColumnPair.Cell

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    try record.write("levels", cell.levels.map(\.text))
    try cell.count.write(to: &record)
    try record.finish()
  }
}
