/// A CSV file in memory: typed columns in the file's order.
public struct Table: Sendable {
  /// The file's name as the caller gave it; errors about the data name it.
  public let name: String
  public let columns: [Column]
  public let rows: Int
  /// SHA-256 of the file's bytes, in hexadecimal: what `sha256sum` prints.
  public let digest: String
  /// What was guessed or looks odd, column by column.
  public let notes: [DataNote]
  private let lines: RowLines

  /// About how many bytes one thread reads at a time: few enough to stay in its core's cache.
  static let pieceSize = 1 << 19

  /// The table in the file at `path`, read on at most `jobs` threads; the result does not depend on `jobs`.
  ///
  /// Columns are numeric where their cells are numbers, all of them or nearly all (98 %), and categorical
  /// otherwise, unless `options` says more. Categorical cells are kept as they stand, spaces included; around numbers and
  /// missing tokens spaces and tabs are ignored.
  /// - Throws: `InputError` at `path:line:column` for anything that is not a CSV table in UTF-8 with a header, at
  ///   least one row, and as many cells in each row as the header has. Line and column count from 1, the
  ///   column in characters.
  public static func read(path: String, options: CSVOptions = CSVOptions(), jobs: Int = 1) throws(InputError) -> Table {
    try Table(ByteOrigin(path: path), named: path, options, pieceSize: pieceSize, jobs: jobs)
  }

  /// The table in `bytes`, as from a file of that name.
  public init(
    csv bytes: [UInt8], named name: String, options: CSVOptions = CSVOptions(), jobs: Int = 1
  ) throws(InputError) {
    try self.init(.memory(bytes), named: name, options, pieceSize: Self.pieceSize, jobs: jobs)
  }

  init(
    _ origin: ByteOrigin, named name: String, _ options: CSVOptions, pieceSize: Int, jobs: Int
  ) throws(InputError) {
    let result = try CSVReader(origin, file: name, options, pieceSize: pieceSize, jobs: jobs).read()
    self.name = name
    columns = result.columns.map(\.column)
    rows = result.lines.count
    notes = concurrentMap(count: columns.count, jobs: jobs) { ColumnNotes(result.columns[$0], result.lines).all() }
      .flatMap { $0 }
    digest = result.digest
    lines = result.lines
  }

  public subscript(name: String) -> Column? { columns.first { $0.name == name } }

  /// The column of that name; throws with the nearest existing name, or the names there are.
  public func column(named name: String) throws(InputError) -> Column {
    guard let column = self[name] else {
      throw InputError(at: self.name, MissingColumn.sentence(name, in: columns.map(\.name)))
    }
    return column
  }

  /// The line of the file, counted from 1, that row `row`, counted from 0, starts in.
  public func line(ofRow row: Int) -> Int { lines[row] }
}
