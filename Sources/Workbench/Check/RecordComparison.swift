internal import ChurnML
internal import Foundation

/// Compares two runs' files: words exactly, numbers by a relative tolerance. Says where the first difference is.
struct RecordComparison {
  /// What may differ.
  struct Ignored {
    /// Of objects, at any depth.
    let keys: Set<String>
    /// Of tables.
    let columns: Set<String>
  }

  let ignored: Ignored
  private static let tolerance = 1e-9

  /// Two JSON documents.
  func documents(_ a: String, _ b: String) throws -> String? {
    let (x, y) = (try Data(contentsOf: URL(fileURLWithPath: a)), try Data(contentsOf: URL(fileURLWithPath: b)))
    return difference(try Self.json(x, of: a), try Self.json(y, of: b), at: "")
  }

  /// Two files of one JSON document a line.
  func lines(_ a: String, _ b: String) throws -> String? {
    try differing(a, b) { number, x, y in
      difference(try Self.json(Data(x.utf8), of: a), try Self.json(Data(y.utf8), of: b), at: "")
        .map { "line \(number): \($0)" }
    }
  }

  /// Two CSV files of the same columns.
  func tables(_ a: String, _ b: String) throws -> String? {
    var header: [String] = []
    return try differing(a, b) { number, x, y in
      let (x, y) = (CSVText.cells(x), CSVText.cells(y))
      if number == 1 { header = x }
      guard x.count == y.count, number > 1 || x == y else { return "line \(number) has other columns" }
      for (index, pair) in zip(x, y).enumerated() where !Self.equal(pair.0, pair.1) {
        let name = index < header.count ? header[index] : "?"
        if !ignored.columns.contains(name) { return "line \(number), \(name): \(pair.0), again \(pair.1)" }
      }
      return nil
    }
  }

  /// Walks two files side by side; equal lines, nearly all of them, are not looked into.
  private func differing(
    _ a: String, _ b: String, _ difference: (Int, String, String) throws -> String?
  ) throws -> String? {
    var left = try LineReader(a)
    var right = try LineReader(b)
    var number = 0
    while true {
      number += 1
      switch (try left.next(), try right.next()) {
      case (nil, nil): return nil
      case (let x?, let y?):
        // The header is shown to tables, whatever it is.
        if x != y || number == 1, let found = try difference(number, x, y) { return found }
      default: return "it has another number of lines"
      }
    }
  }

  private static func json(_ data: Data, of path: String) throws -> JSON {
    do { return try JSONRecord.read(JSON.self, from: data) } catch { throw WorkError("\(path) is not JSON.") }
  }

  func difference(_ a: JSON, _ b: JSON, at place: String) -> String? {
    switch (a, b) {
    case (.object(let x), .object(let y)):
      let (x, y) = (x.filter { !ignored.keys.contains($0.key) }, y.filter { !ignored.keys.contains($0.key) })
      // Decoded objects have their keys sorted.
      guard x.map(\.key) == y.map(\.key) else { return "\(place) has other keys" }
      return zip(x, y).lazy.compactMap { difference($0.value, $1.value, at: "\(place)/\($0.key)") }.first
    case (.list(let x), .list(let y)):
      guard x.count == y.count else { return "\(place) has another length" }
      return zip(x, y).enumerated().lazy.compactMap { difference($1.0, $1.1, at: "\(place)/\($0)") }.first
    default:
      let isSame = a == b || Self.close(Self.number(a), Self.number(b))
      return isSame ? nil : "\(place) is \(a.compact), again \(b.compact)"
    }
  }

  private static func equal(_ a: String, _ b: String) -> Bool { a == b || close(Double(a), Double(b)) }

  private static func number(_ value: JSON) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  private static func close(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return false }
    return abs(a - b) <= tolerance * max(abs(a), abs(b))
  }
}

extension CSVText {
  /// The cells of one line; quoted ones may hold commas, not line ends.
  static func cells(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        cells.append(cell)
        cell = ""
      default: cell.append(character)
      }
    }
    return cells + [cell]
  }
}
