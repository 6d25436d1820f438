/// Rows that repeat others, which random folds put on both sides: a model is judged on customers it has learnt by heart.
enum DuplicateRows: AlarmDetector {
  /// The least share of the rows; fewer change no figure.
  private static let leastShare = 0.005

  static func alarms(in data: AlarmData) -> [Alarm] {
    let repeated = data.repeated
    guard repeated.suspicious >= 2, Double(repeated.suspicious) >= leastShare * Double(data.rows),
      4 * repeated.suspicious >= repeated.copies
    else { return [] }
    var seen = "\(repeated.copies) of \(data.rows) rows repeat another in every column"
    if let folds = data.folds {
      let divided = repeated.groups.filter { group in group.contains { folds[Int($0)] != folds[Int(group[0])] } }
      guard !divided.isEmpty else { return [] }
      seen += ", and \(divided.reduce(0) { $0 + $1.count }) have a copy in another fold"
    }
    return [
      Alarm(
        .duplicateRows, Double(repeated.copies) >= 0.02 * Double(data.rows) ? .high : .medium,
        "\(seen); remove the copies, or keep equal rows in one fold with a grouped resampling.")
    ]
  }
}
