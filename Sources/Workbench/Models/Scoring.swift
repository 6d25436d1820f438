public import ChurnML

/// Scores the customers of a CSV file, batch by batch, in memory that does not grow with the file.
///
/// The file's columns are kept, in their order and byte for byte, and the model's come behind them. Only the columns the
/// model was fitted on are looked at.
public struct Scoring: Sendable {
  /// What becomes of a cell that the model cannot use.
  public enum OnError: String, Sendable, CaseIterable {
    /// Nothing is written.
    case fail
    /// Its row is left out.
    case skip
    /// It counts as missing.
    case missing
  }

  /// How far the scoring is.
  public struct Progress: Sendable {
    public let rows: Int
    public let bytes: Int
  }

  private let model: SavedModel
  private let columns: [AddedColumn]
  private let refusal: String?
  private let onError: OnError
  private let jobs: Int

  /// - Parameters:
  ///   - decision: what to do by the model's scores; adds columns for it.
  ///   - force: decides in money also on scores that are not calibrated.
  public init(
    _ model: SavedModel, decision: ModelDecision? = nil, force: Bool = false, onError: OnError = .fail, jobs: Int
  ) {
    self.model = model
    columns = [.probability] + (decision?.columns(force: force) ?? [])
    refusal = force ? nil : decision?.refusal
    self.onError = onError
    self.jobs = jobs
  }

  /// Scores the file at `input`. The output appears whole or not at all.
  /// - Parameters:
  ///   - output: a path; nil for standard output.
  ///   - unusable: called with every cell that cannot be used, in the file's order.
  /// - Throws: `InputError` for a file that is no CSV table or lacks columns; under `fail` for unusable cells too, once all
  ///   of them are known.
  public func score(
    _ input: String, to output: String?, unusable: (UnusableCell) -> Void = { _ in },
    progress: (Progress) -> Void = { _ in }
  ) throws -> ScoringRecord {
    let options = CSVOptions(missingTokens: model.facts.missing)
    var stream = try CSVRecordStream(path: input, schema: model.facts.features, options: options, jobs: jobs)
    try checkNames(stream.header, of: input)
    var record = ScoringRecord(model: model.facts.model, customers: input, out: output, refusal: refusal)
    var bytes = 0
    try ScoredOutput.write(to: output) { file in
      try file.write(header(stream.headerRecord, delimiter: stream.delimiter))
      while true {
        let batches = try nextBatches(&stream)
        if batches.isEmpty { break }
        for cell in batches.flatMap(\.unusable) {
          record.add(cell)
          unusable(cell)
        }
        // The rest is only looked through for more of them.
        if onError == .fail, record.unusableCells > 0 { continue }
        for scored in score(batches, delimiter: stream.delimiter) {
          try file.write(scored.text)
          record.add(rows: scored.rows, scored: scored.kept)
          bytes += scored.bytesRead
        }
        progress(Progress(rows: record.rows, bytes: bytes))
      }
      if onError == .fail, record.unusableCells > 0 { throw refusal(record, input) }
    }
    return record
  }

  private func checkNames(_ header: [String], of input: String) throws(InputError) {
    for column in columns where header.contains(column.name) {
      throw InputError(
        at: input, "there is a column \"\(column.name)\" already, and scoring adds one; rename or remove it")
    }
  }

  private func refusal(_ record: ScoringRecord, _ input: String) -> InputError {
    let cells = record.unusableCells == 1 ? "1 cell" : "\(record.unusableCells) cells"
    return InputError(
      at: input,
      "\(cells) cannot be used, first \(record.unusable[0].sentence), so nothing was written; "
        + "correct them, or give --on-error skip or --on-error missing")
  }

  private func nextBatches(_ stream: inout CSVRecordStream) throws(InputError) -> [RecordBatch] {
    var batches: [RecordBatch] = []
    while batches.count < 2 * jobs, let batch = try stream.next() { batches.append(batch) }
    return batches
  }

  private func header(_ record: [UInt8], delimiter: UInt8) -> [UInt8] {
    var writer = CSVWriter(delimiter: delimiter)
    writer.append(record: record[...])
    for column in columns { writer.append(cell: column.name) }
    writer.endRecord()
    return writer.bytes
  }

  private struct Scored: Sendable {
    let text: [UInt8]
    let rows: Int
    let kept: Int
    let bytesRead: Int
  }

  private func score(_ batches: [RecordBatch], delimiter: UInt8) -> [Scored] {
    concurrentMap(count: batches.count, jobs: jobs) { score(batches[$0], delimiter: delimiter) }
  }

  private func score(_ batch: RecordBatch, delimiter: UInt8) -> Scored {
    let rows = kept(batch)
    let probabilities = model.classifier.predictProbability(batch.columns, rows: rows, jobs: jobs)
    let added = columns.map { $0.cells(probabilities) }
    var writer = CSVWriter(delimiter: delimiter)
    var bytesRead = 0
    for (index, row) in rows.enumerated() {
      let record = batch.record(row)
      bytesRead += record.count + 1
      writer.append(record: record)
      for cells in added { writer.append(cell: cells[index]) }
      writer.endRecord()
    }
    return Scored(text: writer.bytes, rows: batch.rows, kept: rows.count, bytesRead: bytesRead)
  }

  private func kept(_ batch: RecordBatch) -> [Int] {
    guard onError == .skip, !batch.unusable.isEmpty else { return Array(0..<batch.rows) }
    let unusable = Set(batch.unusable.map { $0.row - batch.firstRow })
    return (0..<batch.rows).filter { !unusable.contains($0) }
  }
}
