/// Columns that name customers: a model learns them by heart.
enum Identifiers: AlarmDetector {
  static func alarms(in data: AlarmData) -> [Alarm] {
    data.identifiers.sorted().map { index in
      let column = data.columns[index]
      let repeats = column.present - column.distinct
      let wayOut =
        Double(repeats) > 0.02 * Double(column.present)
        ? "add it to data.ignore, and keep a customer's rows in one fold" : "add it to data.ignore"
      return Alarm(
        .identifier, .medium, columns: [column.name],
        "\"\(column.name)\" names customers (\(column.distinct) values in \(column.present) rows) and does not describe "
          + "them; \(wayOut).")
    }
  }
}

extension CodedColumn {
  private static let fewestRows = 20

  var namesCustomers: Bool {
    guard present >= Self.fewestRows else { return false }
    let share = Double(distinct) / Double(present)
    if share >= 0.2, hasNameOfIdentifier, kind == .categorical || isWhole { return true }
    return kind == .categorical ? share >= 0.9 : isWhole && (isDrawnWithoutReplacement || isFarFromZero)
  }

  private var isWhole: Bool { values?.allSatisfy { $0 == $0.rounded() } ?? false }

  /// Numbers that are drawn meet again: of n in a range of r at least n² / 2r pairs are equal, whatever their
  /// distribution. Numbers that are given out do not.
  private var isDrawnWithoutReplacement: Bool {
    guard let least = values?.first, let greatest = values?.last else { return false }
    let pairs = Double(present) * Double(present - 1) / 2
    let expected = pairs / (greatest - least + 1)
    let equal = counts.reduce(0.0) { $0 + Double($1) * Double($1 - 1) / 2 }
    return equal == 0 ? expected >= 9 : expected >= 20 && equal <= expected / 4
  }

  /// All different, of many digits, and beginning far from 0, as account and telephone numbers do.
  private var isFarFromZero: Bool {
    guard let least = values?.first, let greatest = values?.last, present >= 100 else { return false }
    return distinct == present && least >= 100_000 && least > greatest - least
  }

  private var hasNameOfIdentifier: Bool {
    let words = name.words
    guard let last = words.last else { return false }
    if ["id", "ids", "uuid", "guid", "identifier", "msisdn", "rownumber", "clientnum"].contains(last) { return true }
    guard ["number", "num", "no", "nr", "key", "code"].contains(last), words.count > 1 else { return false }
    let owners = ["customer", "client", "account", "row", "user", "subscriber", "member", "phone", "policy", "card"]
    return owners.contains(words[words.count - 2])
  }
}

extension String {
  /// `CustomerID`, `customer_id` and `customer id` are all `customer`, `id`.
  var words: [String] {
    var words: [String] = []
    var word = ""
    var previous: Character?
    for character in self {
      let beginsWord = character.isUppercase && (previous?.isLowercase ?? false)
      if beginsWord || !(character.isLetter || character.isNumber) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if character.isLetter || character.isNumber { word.append(character) }
      previous = character
    }
    return word.isEmpty ? words : words + [word.lowercased()]
  }
}
