internal import ChurnML

/// Rows whose outcome was awaited for the whole horizon. Of the others nobody knows yet who will churn, and those who have are
/// known only because they were quick, so all of them are left out of every fit and judgement.
struct FollowUp: Sendable {
  /// Increasing.
  let rows: [Int]
  let excluded: Int
  /// One sentence; nil where no row is left out.
  let note: String?

  /// nil where the experiment gives no horizon.
  /// - Parameter times: of every row.
  init?(_ plan: DataPlan, _ table: Table, times: [Double]) throws(InputError) {
    guard let horizon = plan.horizon, let column = plan.asOf, let latest = times.max() else { return nil }
    var end = latest
    if let given = plan.observedUntil {
      guard let until = RowTime.parse(given) else {
        throw InputError(at: "data.observed_until", "\"\(given)\" is neither a number nor a date such as 2024-06-30")
      }
      end = until
    }
    rows = times.indices.filter { times[$0] + horizon <= end }
    excluded = times.count - rows.count
    guard !rows.isEmpty else {
      throw InputError(
        at: "\(table.name): column \(column)",
        "no row was followed for the whole horizon of \(horizon); give observed_until, or a shorter horizon.")
    }
    note =
      excluded == 0
      ? nil
      : "\(excluded) of \(times.count) rows were seen less than the horizon of \(horizon) before "
        + "\(plan.observedUntil ?? "the latest \(column)"): their outcome is not known yet, and they are left out"
  }
}

/// When a row was seen: a number, or a date as days since 1970.
enum RowTime {
  /// - Parameter cells: of the column `as_of`.
  static func times(_ column: Column, of table: Table) throws(InputError) -> [Double] {
    guard case .categorical(let codes, let categories) = column.values else { return [] }
    let place = "\(table.name): column \(column.name)"
    var parsed: [Double] = []
    for cell in categories {
      guard let time = parse(cell) else {
        throw InputError(
          at: place, "\"\(cell)\" is neither a number nor a date such as 2024-06-30; give when each row was seen.")
      }
      parsed.append(time)
    }
    if let row = codes.firstIndex(where: { $0 < 0 }) {
      throw InputError(at: place, "data row \(row + 1) does not say when it was seen; fill it in or remove the row.")
    }
    return codes.map { parsed[Int($0)] }
  }

  /// nil for what is neither; a date may be followed by a time of day.
  static func parse(_ cell: String) -> Double? {
    if let number = Double(cell) { return number.isFinite ? number : nil }
    let parts = cell.split(maxSplits: 1) { $0 == "T" || $0 == " " }
    guard let date = parts.first, let days = days(date) else { return nil }
    guard parts.count == 2 else { return days }
    return dayShare(parts[1]).map { days + $0 }
  }

  /// Of `2024-06-30`, or of `2024-06`, which is its first day.
  private static func days(_ text: Substring) -> Double? {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { UInt($0) }.map { Int($0) }
    guard (2...3).contains(fields.count), numbers.count == fields.count, fields[0].count == 4 else { return nil }
    let (year, month, day) = (numbers[0], numbers[1], numbers.count == 3 ? numbers[2] : 1)
    guard (1...12).contains(month), (1...length(ofMonth: month, year)).contains(day) else { return nil }
    return Double(days(year, month) + day - 1)
  }

  /// Days from 1970-01-01 to the first of a month. Years are counted from March, so that leap days come last (Hinnant:
  /// chrono-compatible low-level date algorithms, 2014).
  private static func days(_ year: Int, _ month: Int) -> Int {
    let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 - 719_468
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    month == 12 ? 31 : days(year, month + 1) - days(year, month)
  }

  /// Of `18:30` or `18:30:05`.
  private static func dayShare(_ text: Substring) -> Double? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { UInt($0) }.map { Double($0) }
    guard (2...3).contains(fields.count), numbers.count == fields.count, numbers[0] < 24,
      numbers.dropFirst().allSatisfy({ $0 < 60 })
    else { return nil }
    return (numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)) / 86_400
  }
}
