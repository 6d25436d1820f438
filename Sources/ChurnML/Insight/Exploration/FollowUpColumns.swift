/// From when and until when customers were followed: each a column, or one moment for all of them.
///
/// Moments are numbers in any one unit, or dates; a customer's time is observation minus entry.
public struct FollowUpColumns: Sendable, Equatable {
  /// When the customer joined.
  public let entry: String
  /// When the customer left, or was last seen there.
  public let observation: String

  public init(entry: String, observation: String) {
    self.entry = entry
    self.observation = observation
  }

  /// - Throws: `InputError` for a name that is neither column nor moment, for numbers beside dates, for a row without a
  ///   moment, and for one observed before its entry.
  func moments(_ table: Table, labels: [UInt8]) throws(InputError) -> FollowUpMoments {
    let (from, until) = (try Moments(entry, "--entry", table), try Moments(observation, "--observation", table))
    guard from.areDates == until.areDates else {
      throw InputError(
        at: table.name,
        "one of \"\(entry)\" and \"\(observation)\" holds dates and the other numbers; give both as dates or both as numbers"
      )
    }
    var durations: [Double] = []
    durations.reserveCapacity(table.rows)
    for row in labels.indices {
      let duration = until[row] - from[row]
      guard duration >= 0 else {
        throw InputError(
          at: "\(table.name):\(table.line(ofRow: row))",
          "row \(row + 1) ends (\"\(observation)\") before it begins (\"\(entry)\"); mend it or leave the row out")
      }
      durations.append(duration)
    }
    return FollowUpMoments(followUp: FollowUp(durations: durations, churned: labels), areDates: from.areDates)
  }
}

/// What the columns hold.
struct FollowUpMoments: Sendable {
  let followUp: FollowUp
  /// Whether durations are in days, as those between dates are.
  let areDates: Bool
}

/// A moment for each row.
private struct Moments {
  /// One number for each row, or a single one for all.
  private let values: [Double]
  /// Dates are numbered by day.
  let areDates: Bool

  init(_ name: String, _ option: String, _ table: Table) throws(InputError) {
    guard let column = table[name] else {
      if let number = Double(name), number.isFinite {
        (values, areDates) = ([number], false)
      } else if let day = CalendarDay.number(of: name) {
        (values, areDates) = ([Double(day)], true)
      } else {
        throw InputError(at: option, "\(MissingColumn.sentence(name, in: table.columns.map(\.name)))")
      }
      return
    }
    switch column.values {
    case .numeric(let numbers): (values, areDates) = (numbers, false)
    case .categorical(let codes, let categories):
      let days = try categories.map { (text) throws(InputError) -> Double in
        guard let day = CalendarDay.number(of: text) else {
          throw InputError(
            at: option, "\"\(name)\" holds \"\(text)\", which is neither a number nor a date like 2024-06-30")
        }
        return Double(day)
      }
      (values, areDates) = (codes.map { $0 >= 0 ? days[Int($0)] : .nan }, true)
    }
    if let row = values.firstIndex(where: \.isNaN) {
      throw InputError(
        at: "\(table.name):\(table.line(ofRow: row))",
        "row \(row + 1) has no value for \"\(name)\"; for customers who are still there give the day they were last seen"
      )
    }
  }

  subscript(row: Int) -> Double { values.count == 1 ? values[0] : values[row] }
}
