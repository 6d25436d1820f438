import ChurnML

/// CSV that spreadsheets take for what it says: a cell that would be run as a formula is marked as text.
///
/// A cell is a formula when it begins with = + - or @, or with a tab or carriage return (OWASP, CSV injection). Numbers are none.
struct SafeCSV {
  private var writer = CSVWriter()

  private static let dangerous: Set<UInt8> = Set("=+-@\t\r".utf8)

  mutating func append(_ cells: [String]) { writer.append(cells.map(Self.marked)) }

  /// What was written since the last call.
  mutating func take() -> [UInt8] {
    defer { writer.bytes = [] }
    return writer.bytes
  }

  static func marked(_ cell: String) -> String {
    guard let first = cell.utf8.first, dangerous.contains(first), Double(cell) == nil else { return cell }
    return "'" + cell
  }
}
