/// Categories too rare to learn from, and columns with too many of them.
enum Categories: AlarmDetector {
  /// From here on a column has very many categories, however many the rows.
  private static let many = 100
  /// So many are too many where they have but a few rows each.
  private static let fewRows = (categories: 20, rowsEach: 5)

  static func alarms(in data: AlarmData) -> [Alarm] {
    data.features.filter { $0.kind == .categorical }.compactMap { hasMany($0) ? manyAlarm($0) : rareAlarm($0) }
  }

  private static func hasMany(_ column: CodedColumn) -> Bool {
    let distinct = column.distinct
    return distinct >= many || distinct >= fewRows.categories && column.present < distinct * fewRows.rowsEach
  }

  private static func manyAlarm(_ column: CodedColumn) -> Alarm {
    Alarm(
      .manyCategories, .low, columns: [column.name],
      "\"\(column.name)\" has \(column.distinct) categories for \(column.present) rows; group them, or leave the column "
        + "out.")
  }

  /// A category is rare when it has fewer than 5 rows and 1 % of them, or fewer than 30 and half a percent.
  private static func isRare(_ count: Int, of rows: Int) -> Bool {
    let share = Double(count) / Double(rows)
    return count > 0 && (count < 5 && share < 0.01 || count < 30 && share < 0.005)
  }

  private static func rareAlarm(_ column: CodedColumn) -> Alarm? {
    let rare = column.counts.filter { isRare($0, of: column.rows) }
    guard let fewest = rare.min() else { return nil }
    return Alarm(
      .rareCategories, .low, columns: [column.name],
      "\"\(column.name)\" has \(rare.count == 1 ? "a category" : "\(rare.count) categories") of very few rows (the rarest "
        + "has \(fewest) of \(column.rows)); nothing can be learnt from them, so join them with others.")
  }
}
