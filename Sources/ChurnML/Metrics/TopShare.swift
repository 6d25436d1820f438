/// The highest-scored share of rows, ties at its border counted by their expected share.
struct TopShare {
  /// max(1, round(share x n)), halves to even.
  let rows: Int
  /// Expected when the rows tied at the border are drawn at random.
  let churners: Double

  /// - Parameter share: in (0, 1].
  init(_ share: Double, of scores: RankedScores) {
    rows = min(scores.count, max(1, Int((Double(scores.count) * share).rounded(.toNearestOrEven))))
    let border = scores.contacted.partitioningIndex { [rows] in $0 >= rows }
    let contactedBefore = border == 0 ? 0 : scores.contacted[border - 1]
    let churnersBefore = border == 0 ? 0 : scores.churners[border - 1]
    let tiedRows = Double(scores.contacted[border] - contactedBefore)
    let tiedChurners = Double(scores.churners[border] - churnersBefore)
    churners = Double(churnersBefore) + tiedChurners * (Double(rows - contactedBefore) / tiedRows)
  }
}
