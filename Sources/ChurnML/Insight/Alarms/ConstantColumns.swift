/// Columns with one value in all rows, or with none in any.
enum ConstantColumns: AlarmDetector {
  static func alarms(in data: AlarmData) -> [Alarm] {
    guard data.rows > 1 else { return [] }
    return data.columns.filter(\.isConstant).map { column in
      let seen = column.present == 0 ? "has no value in any row" : "has the same value in every row"
      return Alarm(.constant, .low, columns: [column.name], "\"\(column.name)\" \(seen); add it to data.ignore.")
    }
  }
}
