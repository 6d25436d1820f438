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
