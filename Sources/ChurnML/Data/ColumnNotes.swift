/// Writes the notes about one column.
struct ColumnNotes {
  /// From this many categories on a text column is noted; trees pool categories beyond their bin limit.
  static let manyCategories = 100
  /// The least share of distinct values that makes a column look like an identifier.
  static let identifierShare = 0.95
  /// Below this many rows every text column looks like an identifier.
  static let identifierRows = 20

  private let column: Column
  private let read: ReadColumn
  private let lines: RowLines

  init(_ read: ReadColumn, _ lines: RowLines) {
    self.read = read
    self.column = read.column
    self.lines = lines
  }

  func all() -> [DataNote] {
    if read.missing.count + read.unusable.count == column.count {
      return [nonNumericCells, note(.allMissing, "\"\(column.name)\" has no value in any row")].compactMap { $0 }
    }
    return [nonNumericCells, missingCells, constant, identifier ?? manyCategories].compactMap { $0 }
  }

  private func note(_ kind: DataNote.Kind, _ message: String, row: Int? = nil) -> DataNote {
    DataNote(kind: kind, columns: [column.name], message: message, line: row.map { lines[$0] })
  }

  private var nonNumericCells: DataNote? {
    guard let first = read.unusable.first else { return nil }
    return note(
      .nonNumericCells,
      "\"\(column.name)\" is numeric, but \(counted(read.unusable.count, "cell")) of \(column.count) "
        + "\(read.unusable.count == 1 ? "is" : "are") not a number and taken as missing, "
        + "first \"\(first.text)\" in line \(lines[first.row])",
      row: first.row)
  }

  private var missingCells: DataNote? {
    guard let first = read.missing.first else { return nil }
    let isBlank = first.text.allSatisfy(\.isWhitespace)
    return note(
      .missingCells,
      "\"\(column.name)\" has no value in \(counted(read.missing.count, "cell")) of \(column.count), "
        + "first \(isBlank ? "a blank one" : "\"\(first.text)\"") in line \(lines[first.row])",
      row: first.row)
  }

  private var constant: DataNote? {
    let isConstant =
      switch column.values {
      case .numeric(let numbers): numbers.allSatisfy { $0 == numbers[0] }
      case .categorical(let codes, let categories): categories.count == 1 && read.missing.count == 0 && !codes.isEmpty
      }
    return isConstant ? note(.constant, "\"\(column.name)\" has the same value in every row") : nil
  }

  private var identifier: DataNote? {
    guard column.count >= Self.identifierRows else { return nil }
    let isIdentifier =
      switch column.values {
      case .numeric(let numbers): Self.areConsecutive(numbers)
      case .categorical(_, let categories):
        Double(categories.count) >= Self.identifierShare * Double(column.count - read.missing.count)
      }
    return isIdentifier
      ? note(.identifier, "\"\(column.name)\" looks like an identifier: nearly every row has its own value") : nil
  }

  private var manyCategories: DataNote? {
    guard case .categorical(_, let categories) = column.values, categories.count >= Self.manyCategories else {
      return nil
    }
    return note(.manyCategories, "\"\(column.name)\" has \(categories.count) categories")
  }

  /// Whether the numbers are, in any order, nearly all of a run of whole numbers, nearly each of them once.
  private static func areConsecutive(_ numbers: [Double]) -> Bool {
    guard let least = numbers.min(), let greatest = numbers.max(), !numbers.contains(where: \.isNaN) else {
      return false
    }
    let span = greatest - least + 1
    guard span * identifierShare <= Double(numbers.count), Double(numbers.count) * identifierShare <= span else {
      return false
    }
    var isTaken = [Bool](repeating: false, count: Int(span) + 1)
    for number in numbers {
      guard number == number.rounded() else { return false }
      isTaken[Int(number - least)] = true
    }
    return Double(isTaken.count { $0 }) >= identifierShare * Double(numbers.count)
  }
}
