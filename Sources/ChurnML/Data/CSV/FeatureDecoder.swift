/// Makes the columns of a `FeatureSchema` from the cells of CSV records.
struct FeatureDecoder: Sendable {
  /// Some rows, counted from 0 where their piece starts, as are their lines.
  struct Rows: Sendable {
    var columns: [Column] = []
    var unusable: [(row: Int, column: String, text: String)] = []
    var starts: [Int] = []
    var lines = RowLines()
    var linesPassed = 0
  }

  private let schema: FeatureSchema
  private let layout: CSVLayout
  private let cells: CellDecoder
  /// For each feature its place among the file's columns.
  private let places: [Int]

  init(_ schema: FeatureSchema, _ layout: CSVLayout, missingTokens: [String], file: String) throws(InputError) {
    let missing = schema.features.map(\.name).filter { !layout.header.contains($0) }
    guard missing.isEmpty else { throw InputError(at: file, MissingColumn.sentence(missing, in: layout.header)) }
    places = schema.features.compactMap { layout.header.firstIndex(of: $0.name) }
    self.schema = schema
    self.layout = layout
    cells = CellDecoder(schema, missingTokens: missingTokens)
  }

  func rows(_ piece: CSVPiece, isFirst: Bool) throws(CSVFault) -> Rows {
    var rows = Rows()
    var numbers = [[Double]](repeating: [], count: places.count)
    var codes = [[Int32]](repeating: [], count: places.count)
    (rows.lines, rows.linesPassed) = try piece.read(layout, isFirst: isFirst) { block, bytes in
      for (index, feature) in schema.features.enumerated() {
        switch feature.kind {
        case .numeric: decodeNumbers(block, bytes, index, into: &numbers[index], &rows)
        case .categorical: decodeCodes(block, bytes, index, into: &codes[index])
        }
      }
      rows.starts += block.starts
    }
    rows.unusable.sort { $0.row < $1.row }
    rows.columns = schema.features.enumerated().map { index, feature in
      switch feature.kind {
      case .numeric: Column(name: feature.name, values: .numeric(numbers[index]))
      case .categorical:
        Column(
          name: feature.name, values: .categorical(codes: codes[index], categories: feature.categories ?? []))
      }
    }
    return rows
  }

  private func decodeNumbers(
    _ block: borrowing CSVBlock, _ bytes: RawSpan, _ feature: Int, into numbers: inout [Double], _ rows: inout Rows
  ) {
    block.visitCells(of: places[feature]) { field in
      let value = cells.number(bytes, field)
      if value == nil {
        rows.unusable.append((numbers.count, schema.features[feature].name, bytes.text(field)))
      }
      numbers.append(value ?? .nan)
    }
  }

  private func decodeCodes(
    _ block: borrowing CSVBlock, _ bytes: RawSpan, _ feature: Int, into codes: inout [Int32]
  ) {
    block.visitCells(of: places[feature]) { field in codes.append(cells.code(of: feature, bytes, field)) }
  }
}
