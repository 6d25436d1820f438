/// A cell of a numeric column whose text is no number.
public struct UnusableCell: Sendable, Codable, Equatable {
  /// The row, counted from 0, and the line of the file it starts in, counted from 1.
  public let row: Int
  public let line: Int
  public let column: String
  public let text: String
}

/// Some consecutive rows of a CSV file: a model's columns, and the text they were read from.
public struct RecordBatch: Sendable {
  public let firstRow: Int
  /// The model's columns, in its order and with its categories.
  public let columns: [Column]
  /// By row, then in the order of the model's columns. These cells are missing in `columns`.
  public let unusable: [UnusableCell]
  private let bytes: [UInt8]
  private let starts: [Int]
  private let end: Int

  init(_ piece: CSVPiece, _ decoded: FeatureDecoder.Rows, firstRow: Int, firstLine: Int) {
    self.firstRow = firstRow
    columns = decoded.columns
    unusable = decoded.unusable.map {
      UnusableCell(row: firstRow + $0.row, line: firstLine + decoded.lines[$0.row], column: $0.column, text: $0.text)
    }
    bytes = piece.bytes
    starts = decoded.starts
    end = piece.count
  }

  public var rows: Int { starts.count }

  /// The text of the batch's row `row`, counted from 0, as it stands in the file, without its line end.
  public func record(_ row: Int) -> ArraySlice<UInt8> {
    var end = row + 1 < starts.count ? starts[row + 1] : end
    while end > starts[row], bytes[end - 1] == Byte.lineFeed || bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    return bytes[starts[row]..<end]
  }
}

/// Reads new customers for a model: a CSV file of any size, batch by batch, in memory that does not grow with it.
///
/// Columns are matched by name; others may be there and are not used. Missing cells are missing and categories the
/// model has not seen are `Column.unseen`.
public struct CSVRecordStream: ~Copyable {
  /// About how many bytes a batch holds.
  static let batchSize = 1 << 20

  public let header: [String]
  /// The header's text as it stands in the file, without a byte order mark and its line end.
  public let headerRecord: [UInt8]
  public let delimiter: UInt8
  private let file: String
  private let decoder: FeatureDecoder
  private let jobs: Int
  private var pieces: CSVPieces
  private var firstPiece: CSVPiece?
  private var ready: [RecordBatch] = []
  private var nextRow = 0
  private var nextLine = 1

  /// The file at `path`, decoded on at most `jobs` threads, some batches ahead. `options.kinds` are not used: the
  /// schema says the kinds.
  public init(
    path: String, schema: FeatureSchema, options: CSVOptions = CSVOptions(), jobs: Int = 1
  ) throws(InputError) {
    try self.init(.file(path: path), named: path, schema, options, batchSize: Self.batchSize, jobs: jobs)
  }

  init(
    _ origin: ByteOrigin, named name: String, _ schema: FeatureSchema, _ options: CSVOptions, batchSize: Int, jobs: Int
  ) throws(InputError) {
    try options.check(for: name)
    var pieces = CSVPieces(try origin.open(), size: batchSize)
    let first = try pieces.next() ?? CSVPiece([])
    let layout: CSVLayout
    do throws(CSVFault) { layout = try CSVLayout(first, delimiter: options.delimiter) } catch {
      throw first.error(error, file: name, firstLine: 1)
    }
    decoder = try FeatureDecoder(schema, layout, missingTokens: options.missingTokens, file: name)
    header = layout.header
    headerRecord = Array(first.bytes[layout.headerRecord])
    delimiter = layout.delimiter
    file = name
    firstPiece = first
    self.pieces = pieces
    self.jobs = max(1, jobs)
  }

  /// The next rows; nil behind the last.
  public mutating func next() throws(InputError) -> RecordBatch? {
    while ready.isEmpty { guard try decodeMore() else { return nil } }
    return ready.removeFirst()
  }

  /// Decodes some more batches, as many as keep all threads busy; false at the end of the file.
  private mutating func decodeMore() throws(InputError) -> Bool {
    let isFirst = firstPiece != nil
    var group = firstPiece.map { [$0] } ?? []
    firstPiece = nil
    while group.count < 2 * jobs, let piece = try pieces.next() { group.append(piece) }
    let decoded = concurrentMap(count: group.count, jobs: jobs) { [group, decoder] index in
      Result { () throws(CSVFault) in try decoder.rows(group[index], isFirst: isFirst && index == 0) }
    }
    for (piece, result) in zip(group, decoded) {
      do throws(CSVFault) {
        let rows = try result.get()
        if !rows.starts.isEmpty { ready.append(RecordBatch(piece, rows, firstRow: nextRow, firstLine: nextLine)) }
        nextRow += rows.starts.count
        nextLine += rows.linesPassed
      } catch { throw piece.error(error, file: file, firstLine: nextLine) }
    }
    if isFirst, nextRow == 0, let piece = group.first {
      throw piece.error(CSVFault(offset: piece.count, reason: .noRows), file: file, firstLine: 1)
    }
    return !group.isEmpty
  }
}
