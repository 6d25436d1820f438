import Synchronization

/// Makes typed columns of the cells of a CSV text, without a string a cell.
///
/// A first look at the first rows guesses which columns are numeric. Numeric cells become doubles as they are read, all
/// others become numbers into a dictionary. After the last row the guess is judged: what was read as texts can be made
/// numbers from the dictionary, and the rare column that was guessed numeric and is not is read in a second pass.
struct CSVReader {
  struct Result {
    let columns: [ReadColumn]
    let lines: RowLines
    let digest: String
  }

  private let origin: ByteOrigin
  private let file: String
  private let options: CSVOptions
  private let tokens: MissingTokens
  private let pieceSize: Int
  private let jobs: Int

  init(_ origin: ByteOrigin, file: String, _ options: CSVOptions, pieceSize: Int, jobs: Int) throws(InputError) {
    try options.check(for: file)
    self.origin = origin
    self.file = file
    self.options = options
    self.pieceSize = pieceSize
    self.jobs = max(1, jobs)
    tokens = MissingTokens(options.missingTokens)
  }

  func read() throws(InputError) -> Result {
    var pieces = CSVPieces(try origin.open(), size: pieceSize)
    let first = try pieces.next() ?? CSVPiece([])
    let layout = try layout(first)
    let kinds = layout.header.map { options.kinds[$0] }
    var plan = CSVPlan(layout, CSVPlan.guessKinds(first, layout, forced: kinds, tokens), tokens)
    var parts = try pass(&pieces, first, plan)
    guard parts.lines.count > 0 else {
      throw first.error(CSVFault(offset: first.count, reason: .noRows), file: file, firstLine: 1)
    }
    var columns = [ReadColumn?](repeating: nil, count: kinds.count)
    assemble(&parts, layout.header, kinds, into: &columns)
    plan.keepOnly(columns.indices.filter { columns[$0] == nil }, as: .categorical)
    if !plan.isEmpty {
      var pieces = CSVPieces(try origin.open(), size: pieceSize)
      let first = try pieces.next() ?? CSVPiece([])
      var again = try pass(&pieces, first, plan)
      guard again.digest == parts.digest else {
        throw InputError(at: file, "the file changed while it was read; read it again when it is complete")
      }
      assemble(&again, layout.header, kinds, into: &columns)
    }
    return Result(columns: columns.compactMap { $0 }, lines: parts.lines, digest: parts.digest)
  }

  private func layout(_ first: CSVPiece) throws(InputError) -> CSVLayout {
    let layout: CSVLayout
    do throws(CSVFault) { layout = try CSVLayout(first, delimiter: options.delimiter) } catch {
      throw first.error(error, file: file, firstLine: 1)
    }
    let header = layout.header
    if options.kindsMustExist, let unknown = options.kinds.keys.sorted().first(where: { !header.contains($0) }) {
      throw InputError(at: file, MissingColumn.sentence(unknown, in: header))
    }
    return layout
  }

  /// All rows of the columns in `plan`.
  private func pass(
    _ pieces: inout CSVPieces, _ first: CSVPiece, _ plan: CSVPlan
  ) throws(InputError) -> CSVPart {
    var all = CSVPart(plan, expectedRows: CSVPlan.expectedRows(pieces.expectedCount, first, plan.layout))
    var group = [first]
    var line = 1
    while !group.isEmpty {
      let isFirst = line == 1
      let parts = concurrentMap(count: group.count, jobs: jobs) { [group] index in
        Swift.Result { () throws(CSVFault) in
          try CSVPart(group[index], isFirst: isFirst && index == 0, plan)
        }
      }
      for (piece, part) in zip(group, parts) {
        do throws(CSVFault) { line += try all.append(part.get(), firstLine: line) } catch {
          throw piece.error(error, file: file, firstLine: line)
        }
      }
      group = []
      while group.count < 2 * jobs, let piece = try pieces.next() { group.append(piece) }
    }
    all.digest = pieces.digest()
    return all
  }

  /// Takes the columns out of `parts`, and each out of the waiting ones, so that its memory is used again or given back as soon as it is made.
  private func assemble(
    _ parts: inout CSVPart, _ header: [String], _ kinds: [ColumnKind?], into columns: inout [ReadColumn?]
  ) {
    let (numeric, categorical) = parts.takeColumns()
    let count = categorical.count
    // In their order: the first is often a key, which takes longest.
    let waiting = Mutex([CategoricalPart]((consume categorical).reversed()))
    let made = concurrentMap(count: count, jobs: jobs) { [tokens] _ in
      let part = waiting.withLock { $0.removeLast() }
      let column = part.column
      return (column, ReadColumn(consume part, name: header[column], isForced: kinds[column] != nil, tokens))
    }
    for (number, column) in made { columns[number] = column }
    for part in numeric {
      columns[part.column] = ReadColumn(part, name: header[part.column], isForced: kinds[part.column] != nil)
    }
  }
}

/// The words for a column that is not there.
enum MissingColumn {
  static func sentence(_ name: String, in header: [String]) -> String {
    let hint = Suggestion.clause(name, in: header)
    let way = hint.isEmpty ? "; the columns are \(list(header))" : hint
    return "there is no column \"\(name)\"\(way)"
  }

  /// For columns that a model needs.
  static func sentence(_ names: [String], in header: [String]) -> String {
    guard names.count > 1 else { return sentence(names.first ?? "", in: header) }
    return "there are no columns \(list(names, limit: names.count)), which the model needs; add them"
  }

  /// The first names of a list, in quotes.
  static func list(_ names: [String], limit: Int = 12) -> String {
    let shown = names.prefix(limit).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > limit ? shown + " and \(names.count - limit) more" : shown
  }
}
