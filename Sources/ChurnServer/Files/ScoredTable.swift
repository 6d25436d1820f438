import ChurnML
import Workbench

/// Scored customers as a table to look at: sorted, filtered, page by page.
struct ScoredTable: Sendable {
  let names: [String]
  let rows: Int
  private let columns: [TextColumn]

  /// - Parameter path: what `Scoring` wrote.
  init(path: String, jobs: Int) throws(InputError) {
    let header = try CSVRecordStream(path: path, schema: FeatureSchema(features: [])).header
    // Cells stay what they say: 007 is no 7, and NA no blank.
    let kinds = Dictionary(header.map { ($0, ColumnKind.categorical) }) { first, _ in first }
    let table = try Table.read(path: path, options: CSVOptions(missingTokens: [], kinds: kinds), jobs: jobs)
    names = table.columns.map(\.name)
    rows = table.rows
    columns = table.columns.map(TextColumn.init)
  }

  func cell(_ row: Int, _ column: Int) -> String { columns[column].text(row) }
  func isNumeric(_ column: Int) -> Bool { columns[column].isNumeric }

  /// The bands that occur and how many rows have them, from the lowest risk.
  var bands: [(name: String, rows: Int)] {
    guard let band = names.firstIndex(of: "band"), let risk = names.firstIndex(of: "probability") else { return [] }
    var bands: [String: (rows: Int, least: Int)] = [:]
    for row in 0..<rows where !columns[band].isBlank(row) {
      let (name, place) = (columns[band].text(row), columns[risk].place(row))
      let known = bands[name] ?? (0, place)
      bands[name] = (known.rows + 1, min(known.least, place))
    }
    return bands.sorted { ($0.value.least, $0.key) < ($1.value.least, $1.key) }.map { ($0.key, $0.value.rows) }
  }

  /// What is asked of the table.
  struct Query: Sendable {
    /// In any cell.
    var text = ""
    var band = ""
    var sort: String?
    var isDescending = true
  }

  /// The rows that a query is about, in its order; equal ones in the file's.
  func select(_ query: Query) -> [Int] {
    var chosen = [Bool](repeating: true, count: rows)
    if !query.band.isEmpty, let band = names.firstIndex(of: "band") {
      for row in 0..<rows where columns[band].text(row) != query.band { chosen[row] = false }
    }
    if !query.text.isEmpty { keep(rowsWith: query.text.lowercased(), in: &chosen) }
    let selected = chosen.indices.filter { chosen[$0] }
    guard let column = query.sort.flatMap(names.firstIndex(of:)) else { return selected }
    let sign = query.isDescending ? -1 : 1
    return selected.map { ($0, sign * columns[column].place($0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  /// Looks into each different text once, however many rows have it.
  private func keep(rowsWith text: String, in chosen: inout [Bool]) {
    var found = [Bool](repeating: false, count: rows)
    for column in columns { column.mark(rowsWith: text, in: &found) }
    for row in 0..<rows where !found[row] { chosen[row] = false }
  }

  /// The first columns of a row as JSON, for the store.
  func json(_ row: Int, columns count: Int) -> JSON {
    .object((0..<count).map { JSON.Member(names[$0], columns[$0].isBlank(row) ? .null : .text(cell(row, $0))) })
  }
}

/// One column's cells: the texts that occur, and for each row the number of its text.
private struct TextColumn: Sendable {
  let isNumeric: Bool
  private let texts: [String]
  private let codes: [Int32]
  /// For each text its place among the others: by number where all are numbers.
  private let places: [Int]

  init(_ column: Column) {
    guard case .categorical(let codes, let texts) = column.values else {
      (isNumeric, self.texts, self.codes, places) = (false, [], [], [])
      return
    }
    self.texts = texts
    self.codes = codes
    let numbers = texts.map { Double($0) }
    isNumeric = !texts.isEmpty && !numbers.contains(nil)
    var order = Array(texts.indices)
    if isNumeric { order.sort { (numbers[$0] ?? 0, $0) < (numbers[$1] ?? 0, $1) } }
    var places = [Int](repeating: 0, count: texts.count)
    for (place, text) in order.enumerated() { places[text] = place }
    self.places = places
  }

  func isBlank(_ row: Int) -> Bool { codes[row] < 0 }
  func text(_ row: Int) -> String { isBlank(row) ? "" : texts[Int(codes[row])] }
  func place(_ row: Int) -> Int { isBlank(row) ? -1 : places[Int(codes[row])] }

  func mark(rowsWith text: String, in found: inout [Bool]) {
    let matches = texts.map { $0.lowercased().contains(text) }
    guard matches.contains(true) else { return }
    for row in codes.indices where codes[row] >= 0 && matches[Int(codes[row])] { found[row] = true }
  }
}
