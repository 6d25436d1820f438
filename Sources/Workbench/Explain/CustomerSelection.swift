public import ChurnML

/// Some customers of a CSV file, by their rows or by what stands in a column; all of them without either.
public struct CustomerSelection: Sendable {
  /// Counted from 0.
  public var rows: [Int]?
  public var id: (column: String, value: String)?

  /// - Parameter id: `COLUMN=VALUE`.
  public init(rows: [Int]? = nil, id: String? = nil) throws(InputError) {
    self.rows = rows
    guard let id else { return }
    guard let equals = id.firstIndex(of: "="), equals > id.startIndex else {
      throw InputError(at: "--id \(id)", "this names no column; write COLUMN=VALUE")
    }
    self.id = (String(id[..<equals]), String(id[id.index(after: equals)...]))
  }

  func has(_ row: Int) -> Bool { rows?.contains(row) ?? true }

  /// Whether rows behind this one may belong to it too.
  func mayHave(after row: Int) -> Bool { rows.map { $0.contains { $0 > row } } ?? true }
}

/// The selected customers, as a model's columns.
public struct SelectedCustomers: Sendable {
  /// Their rows in the file, counted from 0, in the file's order.
  public let rows: [Int]
  /// `rows.count` cells each.
  public let columns: [Column]

  /// - Throws: for a file that is no CSV table or lacks columns, for a row that it does not have, when nobody is
  ///   selected, and for cells of selected customers that hold no number in a numeric column.
  public init(
    _ path: String, selection: CustomerSelection, for model: ModelFacts, jobs: Int
  ) throws(InputError) {
    let search = IdentifierSearch(selection.id, in: model.features)
    let options = CSVOptions(missingTokens: model.missing)
    var stream = try CSVRecordStream(path: path, schema: search.schema, options: options, jobs: jobs)
    var rows: [Int] = []
    var parts: [[Column]] = []
    var read = 0
    while selection.mayHave(after: read - 1), let batch = try stream.next() {
      read += batch.rows
      let chosen = (0..<batch.rows).filter { selection.has(batch.firstRow + $0) && search.matches(batch.columns, $0) }
      guard !chosen.isEmpty else { continue }
      let numbers = Set(chosen.map { batch.firstRow + $0 })
      if let cell = batch.unusable.first(where: { numbers.contains($0.row) && search.isFeature($0.column) }) {
        throw InputError(at: path, "\(cell.sentence), so these customers cannot be explained; correct the cell")
      }
      rows += chosen.map { batch.firstRow + $0 }
      parts.append(batch.columns.prefix(model.features.features.count).map { $0.selecting(chosen) })
    }
    if let row = selection.rows?.first(where: { $0 < 0 || $0 >= read }) {
      throw InputError(at: "--rows \(row)", "\(path) has rows 0 to \(read - 1); name some of these")
    }
    guard let first = parts.first else {
      throw InputError(at: path, "no customer is selected; check \(selection.id == nil ? "--rows" : "--id")")
    }
    self.rows = rows
    columns = first.indices.map { column in first[column].appending(parts.dropFirst().map { $0[column] }) }
  }
}

/// Finds a customer by a column's value, whether or not the model looks at the column.
private struct IdentifierSearch {
  /// The model's columns and, behind them, one whose only category is the value that is looked for.
  let schema: FeatureSchema
  private let features: FeatureSchema
  private let value: String?
  private let place: Int

  init(_ id: (column: String, value: String)?, in features: FeatureSchema) {
    self.features = features
    value = id?.value
    let known = features.features.firstIndex { $0.name == id?.column }
    place = known ?? features.features.count
    if let id, known == nil {
      let wanted = FeatureSchema.Feature(name: id.column, kind: .categorical, categories: [id.value])
      schema = FeatureSchema(features: features.features + [wanted])
    } else {
      schema = features
    }
  }

  func isFeature(_ column: String) -> Bool { features.features.contains { $0.name == column } }

  func matches(_ columns: [Column], _ row: Int) -> Bool {
    guard let value else { return true }
    switch columns[place].value(row: row) {
    case .text(let text): return text == value
    case .number(let number): return number == Double(value)
    default: return false
    }
  }
}
