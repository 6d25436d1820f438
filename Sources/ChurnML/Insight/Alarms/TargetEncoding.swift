/// Columns that hold the churn rate of the rows they stand in: the target, encoded on all rows before they were divided.
enum TargetEncoding: AlarmDetector {
  static func alarms(in data: AlarmData) -> [Alarm] {
    guard let labels = data.labels else { return [] }
    return data.features.filter { isChurnRate($0, labels) }.map { column in
      Alarm(
        .targetDerived, .high, columns: [column.name],
        "\"\(column.name)\" is made from the target: each of its values is the churn rate of the rows that hold it; leave "
          + "it out, or make it anew inside each fold.")
    }
  }

  /// Whether values, as shares or percentages, are the rates of their own rows, to three decimals and in nearly all rows.
  private static func isChurnRate(_ column: CodedColumn, _ labels: [UInt8]) -> Bool {
    guard let values = column.values, let least = values.first, let greatest = values.last, least >= 0 else {
      return false
    }
    // A copy of the target separates the classes, which is an alarm of its own.
    let unit = greatest > 1 ? 100.0 : 1
    guard greatest <= unit, !(least == 0 && greatest == unit && values.count == 2) else { return false }
    var churners = [Int](repeating: 0, count: values.count)
    for (row, code) in column.codes.enumerated() where code >= 0 { churners[Int(code)] += Int(labels[row]) }
    var agreeing = 0
    for (code, value) in values.enumerated() where column.counts[code] >= 5 {
      let rate = Double(churners[code]) / Double(column.counts[code])
      if abs(value / unit - rate) <= 0.000_51 { agreeing += column.counts[code] }
    }
    return Double(agreeing) >= 0.95 * Double(column.rows)
  }
}
