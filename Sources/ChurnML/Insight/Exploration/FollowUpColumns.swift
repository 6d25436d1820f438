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
  func followUp(_ table: Table, labels: [UInt8]) throws(InputError) -> FollowUp {
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
    return FollowUp(durations: durations, churned: labels)
  }

  /// Whether times are in days, as those between dates are.
  func isInDays(_ table: Table) -> Bool { (try? Moments(entry, "--entry", table))?.areDates ?? false }
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

/// Days of the Gregorian calendar.
enum CalendarDay {
  /// Days since 1970-01-01 of a text that begins with a date in ISO 8601's form, whatever time of day follows; nil for
  /// other texts and for days that the calendar does not have.
  static func number(of text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      1...12 ~= month, 1...length(ofMonth: month, year) ~= day
    else { return nil }
    // Years that begin in March have their leap day last (Hinnant: chrono-compatible low-level date algorithms).
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.reduce(0) { sum, byte in
      guard let sum, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      return 10 * sum + Int(byte - UInt8(ascii: "0"))
    }
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
