/// Makes typed columns of the cells of a CSV text, without a string a cell.
///
/// The text is cut into segments, read concurrently. A first look at the first rows guesses which columns are numeric;
/// numeric cells become doubles as they are read, all others become numbers into a dictionary. After the last row the
/// guess is judged: what was read as texts can be made numbers from the dictionary, and the rare column that
/// was guessed numeric and is not is read a second time.
struct CSVReader {
  /// What was read of one segment, of the columns asked for.
  private struct Segment: Sendable {
    var lines = RowLines()
    var linesPassed = 0
    var numeric: [NumericPart]
    var categorical: [CategoricalPart]
  }

  private let source: CSVSource
  let layout: CSVLayout
  private let segments: [Range<Int>]
  private let kinds: [ColumnKind?]
  private let tokens: MissingTokens
  private let jobs: Int

  init(
    _ source: CSVSource, _ options: CSVOptions, segmentSize: Int, jobs: Int
  ) throws(InputError) {
    try options.check(for: source.name)
    do throws(CSVFault) { layout = try CSVLayout(source, delimiter: options.delimiter) } catch {
      throw source.error(error)
    }
    self.source = source
    self.jobs = jobs
    let header = layout.header
    if options.kindsMustExist, let unknown = options.kinds.keys.sorted().first(where: { !header.contains($0) }) {
      throw InputError(at: source.name, MissingColumn.sentence(unknown, in: header))
    }
    kinds = header.map { options.kinds[$0] }
    tokens = MissingTokens(options.missingTokens)
    segments = CSVSegments.split(source, layout.rowsStart..<source.count, size: segmentSize, jobs: jobs)
  }

  /// The columns in the file's order, and the line of every row.
  func read() throws(InputError) -> (columns: [ReadColumn], lines: RowLines) {
    let guesses = guessKinds()
    let numeric = guesses.indices.filter { guesses[$0] == .numeric }
    let categorical = guesses.indices.filter { guesses[$0] == .categorical }
    let parts = try readSegments(numeric: numeric, categorical: categorical)
    var lines = RowLines()
    var firstRows: [Int] = []
    var line = source.firstLine + layout.headerLines
    for part in parts {
      firstRows.append(lines.count)
      lines.append(part.lines, firstLine: line)
      line += part.linesPassed
    }
    guard lines.count > 0 else { throw source.error(CSVFault(offset: source.count, reason: .noRows)) }
    return (try assemble(parts, firstRows, numeric: numeric, categorical: categorical), lines)
  }

  private func assemble(
    _ parts: [Segment], _ firstRows: [Int], numeric: [Int], categorical: [Int]
  ) throws(InputError) -> [ReadColumn] {
    let header = layout.header
    let kinds = kinds
    let tokens = tokens
    let texts = concurrentMap(count: categorical.count, jobs: jobs) { index in
      let column = categorical[index]
      return ColumnAssembly.categorical(
        parts.map { $0.categorical[index] }, name: header[column], isForced: kinds[column] != nil, tokens)
    }
    let numbers = concurrentMap(count: numeric.count, jobs: jobs) { index in
      let column = numeric[index]
      return ColumnAssembly.numeric(
        parts.map { $0.numeric[index] }, firstRows: firstRows, name: header[column], isForced: kinds[column] != nil)
    }
    var columns = [ReadColumn?](repeating: nil, count: header.count)
    for (column, read) in zip(categorical, texts) { columns[column] = read }
    for (column, read) in zip(numeric, numbers) { columns[column] = read }

    let misjudged = columns.indices.filter { columns[$0] == nil }
    if !misjudged.isEmpty {
      let again = try readSegments(numeric: [], categorical: misjudged)
      for (index, column) in misjudged.enumerated() {
        columns[column] = ColumnAssembly.categorical(
          again.map { $0.categorical[index] }, name: header[column], isForced: false, tokens)
      }
    }
    return columns.compactMap { $0 }
  }

  private func readSegments(numeric: [Int], categorical: [Int]) throws(InputError) -> [Segment] {
    do throws(CSVFault) {
      return try concurrentMap(count: segments.count, jobs: jobs) { index throws(CSVFault) in
        try readSegment(segments[index], numeric: numeric, categorical: categorical)
      }
    } catch { throw source.error(error) }
  }

  /// Throws the first fault of the segment, whether in its bytes or in its records.
  private func readSegment(
    _ range: Range<Int>, numeric: [Int], categorical: [Int]
  ) throws(CSVFault) -> Segment {
    let flaw = TextCheck.firstFlaw(in: source.bytes.span.bytes, range)
    var segment = Segment(numeric: numeric.map(NumericPart.init), categorical: categorical.map(CategoricalPart.init))
    do throws(CSVFault) { try readRecords(range, into: &segment) } catch {
      if let flaw, flaw.offset < error.offset { throw flaw }
      throw error
    }
    if let flaw { throw flaw }
    return segment
  }

  private func readRecords(_ range: Range<Int>, into segment: inout Segment) throws(CSVFault) {
    let bytes = source.bytes.span.bytes
    let columns = layout.header.count
    var scanner = CSVScanner(delimiter: layout.delimiter, from: range.lowerBound, textEnd: source.count)
    var block = CSVBlock()
    repeat {
      try block.read(&scanner, columns: columns, before: range.upperBound, bytes, lines: &segment.lines)
      for part in segment.numeric.indices { segment.numeric[part].append(block, columns: columns, bytes, tokens) }
      for part in segment.categorical.indices { segment.categorical[part].append(block, columns: columns, bytes) }
    } while block.rows > 0
    segment.linesPassed = scanner.linesPassed
  }

  /// What the first rows look like; where they say nothing, numeric.
  private func guessKinds() -> [ColumnKind] {
    let bytes = source.bytes.span.bytes
    let columns = layout.header.count
    var scanner = CSVScanner(delimiter: layout.delimiter, from: layout.rowsStart, textEnd: source.count)
    var block = CSVBlock()
    var lines = RowLines()
    // A fault will be met again, and reported, by the reading itself.
    try? block.read(&scanner, columns: columns, before: source.count, bytes, lines: &lines)
    return (0..<columns).map { column in
      if let kind = kinds[column] { return kind }
      var part = NumericPart(column: column)
      part.append(block, columns: columns, bytes, tokens)
      let numbers = part.values.count - part.missing.count - part.unusable.count
      return ColumnAssembly.isNumeric(numbers: numbers, texts: part.unusable.count) ? .numeric : .categorical
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

  /// The first names of a list, in quotes.
  static func list(_ names: [String], limit: Int = 12) -> String {
    let shown = names.prefix(limit).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > limit ? shown + " and \(names.count - limit) more" : shown
  }
}
