/// A class that was enlarged before the rows are divided, by copies or by mixing rows: what is held out has been seen.
enum ResampledClasses: AlarmDetector {
  static func alarms(in data: AlarmData) -> [Alarm] {
    guard let labels = data.labels, min(data.positives, data.negatives) >= 20 else { return [] }
    let seen = [copied(data, labels), offGrid(data, labels)].compactMap { $0 }
    guard let words = seen.first else { return [] }
    let columns = seen.count == 1 ? words.columns : seen.flatMap(\.columns)
    return [
      Alarm(
        .resampledBeforeSplit, .high, columns: columns,
        "\(words.text), as if that class had been enlarged before the rows are divided; use the original rows, and resample "
          + "or weigh inside each fold.")
    ]
  }

  /// Copies in one class and hardly any in the other.
  private static func copied(_ data: AlarmData, _ labels: [UInt8]) -> (text: String, columns: [String])? {
    guard 2 * data.repeated.suspicious >= data.repeated.copies else { return nil }
    var copies = [0, 0]
    for group in data.repeated.groups {
      let churned = group.reduce(0) { $0 + Int(labels[Int($1)]) }
      copies[1] += max(0, churned - 1)
      copies[0] += max(0, group.count - churned - 1)
    }
    let shares = [Double(copies[0]) / Double(data.negatives), Double(copies[1]) / Double(data.positives)]
    let enlarged = shares[1] > shares[0] ? 1 : 0
    guard shares[enlarged] >= 0.1, shares[enlarged] >= 5 * shares[1 - enlarged] else { return nil }
    return ("\(copies[enlarged]) rows of \(who(enlarged)) are copies and \(copies[1 - enlarged]) of the others", [])
  }

  /// Values between the grid that all of the other class lie on, such as 12.74 months of tenure.
  private static func offGrid(_ data: AlarmData, _ labels: [UInt8]) -> (text: String, columns: [String])? {
    let classes = [data.negatives, data.positives]
    for enlarged in [1, 0] where classes[enlarged] >= 20 {
      let columns = data.features.filter { isOffGrid($0, labels, enlarged: enlarged) }.map(\.name)
      if !columns.isEmpty {
        let names = columns.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        return ("\(names): values of \(who(enlarged)) lie between the steps that all others keep to", columns)
      }
    }
    return nil
  }

  private static func who(_ label: Int) -> String { label == 1 ? "those who churned" : "those who stayed" }

  /// Some of the enlarged class are originals and on the grid; a tenth at least are not.
  private static func isOffGrid(_ column: CodedColumn, _ labels: [UInt8], enlarged: Int) -> Bool {
    guard let values = column.values else { return false }
    for unit in [1.0, 10, 100] {
      let isOn = values.map { abs($0 * unit - ($0 * unit).rounded()) <= 1e-6 * max(1, abs($0)) }
      var counts = (own: 0, ownOff: 0, others: 0, othersOff: 0)
      var steps = Set<Int32>()
      for (row, code) in column.codes.enumerated() where code >= 0 {
        let off = isOn[Int(code)] ? 0 : 1
        if Int(labels[row]) == enlarged {
          counts.own += 1
          counts.ownOff += off
        } else {
          counts.others += 1
          counts.othersOff += off
          if steps.count < 3 { steps.insert(code) }
        }
      }
      guard counts.own >= 20, counts.others >= 20, steps.count >= 2 else { return false }
      let share = Double(counts.ownOff) / Double(counts.own)
      if Double(counts.othersOff) <= 0.002 * Double(counts.others), share >= 0.1, share <= 0.95 { return true }
    }
    return false
  }
}
