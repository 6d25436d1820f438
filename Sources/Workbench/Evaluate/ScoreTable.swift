public import ChurnML

/// A CSV file of labelled scores from any tool: columns asked for by name, every cell checked.
public struct ScoreTable: Sendable {
  private let table: Table

  /// Reads the file at `path`.
  /// - Parameters:
  ///   - label: the column that says who churned.
  ///   - numbers: columns that must hold numbers.
  ///   - words: columns whose cells are compared as texts.
  /// - Throws: for a file that is no table, a column that is not there, or one that is asked for twice.
  public init(
    path: String, label: String, numbers: [String], words: [String] = [], jobs: Int
  ) throws(InputError) {
    var kinds: [String: ColumnKind] = [:]
    let wanted = [(label, ColumnKind.categorical)] + numbers.map { ($0, .numeric) } + words.map { ($0, .categorical) }
    for (name, kind) in wanted {
      guard kinds.updateValue(kind, forKey: name) == nil else {
        throw InputError(at: path, "the column \"\(name)\" is asked for twice; name each column once")
      }
    }
    table = try Table.read(path: path, options: CSVOptions(kinds: kinds), jobs: jobs)
  }

  public var path: String { table.name }
  public var rows: Int { table.rows }

  /// 1 for churned, 0 otherwise. One class alone is accepted: figures that need both say so.
  /// - Parameter positive: the text of those who churned; nil where the cells speak for themselves, as 1 and 0 do.
  public func labels(_ name: String, positive: String?) throws(InputError) -> [UInt8] {
    guard case .categorical(let codes, let categories) = try table.column(named: name).values else { return [] }
    if let row = codes.firstIndex(of: Column.missing) {
      throw InputError(
        at: place(row), "the label \"\(name)\" has no value here; fill it in or leave the row out")
    }
    guard categories.count <= 2 else {
      let shown = categories.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
      throw InputError(
        at: path,
        "the label \"\(name)\" holds \(categories.count) values (\(shown)\(categories.count > 5 ? ", …" : "")), and "
          + "churned or not are two; name another column with --label")
    }
    let churned = try categories.map { (category) throws(InputError) in
      try isPositive(category, positive, name, among: categories)
    }
    return codes.map { churned[Int($0)] ? 1 : 0 }
  }

  private func isPositive(
    _ category: String, _ positive: String?, _ name: String, among categories: [String]
  ) throws(InputError) -> Bool {
    let shown = categories.map { "\"\($0)\"" }.joined(separator: " and ")
    if let positive {
      guard categories.contains(positive) else {
        throw InputError(at: path, "no cell of \"\(name)\" is \"\(positive)\"; it holds \(shown)")
      }
      return category == positive
    }
    switch category.lowercased() {
    case "yes", "true", "y", "t": return true
    case "no", "false", "n", "f": return false
    default: break
    }
    switch Double(category) {
    case 1: return true
    case 0: return false
    default:
      throw InputError(at: path, "the label \"\(name)\" holds \(shown); say which means churned with --positive TEXT")
    }
  }

  /// The numbers of a column; throws at the line of the first cell that is none.
  public func numbers(_ name: String) throws(InputError) -> [Double] {
    guard case .numeric(let values) = try table.column(named: name).values else { return [] }
    guard let row = values.firstIndex(where: { !$0.isFinite }) else { return values }
    let isText = table.notes.contains {
      $0.kind == .nonNumericCells && $0.columns == [name] && $0.line == table.line(ofRow: row)
    }
    throw InputError(
      at: place(row),
      "the cell of \"\(name)\" is \(isText ? "no number" : "blank"); give every row a number or leave the row out")
  }

  /// One number for each distinct cell of a column, in the order of the cells' texts; for folds.
  public func groups(_ name: String) throws(InputError) -> [Int] {
    guard case .categorical(let codes, _) = try table.column(named: name).values else { return [] }
    if let row = codes.firstIndex(of: Column.missing) {
      throw InputError(at: place(row), "the cell of \"\(name)\" is blank; every row belongs to a fold")
    }
    return codes.map(Int.init)
  }

  private func place(_ row: Int) -> String { "\(path):\(table.line(ofRow: row))" }
}
