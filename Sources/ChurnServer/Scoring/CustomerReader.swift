import ChurnML
import HTTPTypes
import Hummingbird

/// Reads customers from JSON: an object with the columns' names, or a list of them.
///
/// Every column of the model must be named; null, a blank text and the data's words for a missing value say that it is not
/// known. A number may be written as a text, and a category as the number it looks like. Other names, such as the customer's
/// number or the target, may be there and are not used. Cells mean what they mean in a CSV file, bit for bit.
struct CustomerReader: Sendable {
  private let cells: CellDecoder
  private let limits: Limits

  /// Flaws named in one answer; nobody reads more.
  static let flawLimit = 100
  /// Names of a customer that are looked at when a column is missing, and their length: comparing all would take long.
  static let hintNames = 40
  static let hintBytes = 60

  init(_ schema: FeatureSchema, missingTokens: [String], limits: Limits) {
    cells = CellDecoder(schema, missingTokens: missingTokens)
    self.limits = limits
  }

  func read(_ body: some Collection<UInt8>) throws(Problem) -> CustomerBatch {
    guard String(validating: body, as: UTF8.self) != nil else {
      throw Problem(.badRequest, "The body is not UTF-8 text.")
    }
    var reading = CustomerReading(cells, limits, JSONScanner(body, depth: limits.depth))
    do {
      try reading.readAll()
    } catch let fault as JSONScanner.Fault {
      let line = body.prefix(fault.offset).count { $0 == UInt8(ascii: "\n") } + 1
      throw Problem(.badRequest, "The body is no JSON: line \(line), byte \(fault.offset + 1): \(fault.reason).")
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(.badRequest, "The body cannot be read.")
    }
    return try reading.batch()
  }
}

/// The reading of one body.
private struct CustomerReading {
  private let cells: CellDecoder
  private let limits: Limits
  private var scanner: JSONScanner
  private var numbers: [[Double]]
  private var codes: [[Int32]]
  private var texts: [String] = []
  private var isList = false
  private var flaws: [Problem.Flaw] = []
  /// For each feature the customer that named it last.
  private var namedBy: [Int]
  /// Names that the customer has and the model does not.
  private var otherNames: [JSONScanner.Text] = []

  init(_ cells: CellDecoder, _ limits: Limits, _ scanner: JSONScanner) {
    self.cells = cells
    self.limits = limits
    self.scanner = scanner
    let count = cells.schema.features.count
    numbers = Array(repeating: [], count: count)
    codes = Array(repeating: [], count: count)
    namedBy = Array(repeating: -1, count: count)
  }

  mutating func readAll() throws {
    switch try scanner.kind() {
    case .object: try readCustomer(index: nil)
    case .list:
      isList = true
      try scanner.openList()
      while try scanner.nextItem(isFirst: texts.isEmpty) {
        guard texts.count < limits.customers else {
          throw Problem(.contentTooLarge, "A request has at most \(limits.customers) customers; send several.")
        }
        try readCustomer(index: texts.count)
      }
    case let kind:
      try scanner.skip()
      add("", nil, "a customer is an object with the columns' names, or a list of such; this is \(kind.words)")
    }
    try scanner.finish()
  }

  func batch() throws(Problem) -> CustomerBatch {
    guard flaws.isEmpty else {
      let first = flaws[0]
      let place = first.field.map { "\($0): " } ?? ""
      throw Problem(.unprocessableContent, Problem.sentence(place + first.detail), flaws: flaws)
    }
    let columns = cells.schema.features.enumerated().map { index, feature in
      switch feature.kind {
      case .numeric: Column(name: feature.name, values: .numeric(numbers[index]))
      case .categorical:
        Column(name: feature.name, values: .categorical(codes: codes[index], categories: feature.categories ?? []))
      }
    }
    return CustomerBatch(columns: columns, count: texts.count, texts: texts, isList: isList)
  }

  /// - Parameter index: in the list; nil for a customer on its own.
  private mutating func readCustomer(index: Int?) throws {
    let place = index.map { "/\($0)" } ?? ""
    let kind = try scanner.kind()
    guard kind == .object else {
      let range = try scanner.skip()
      texts.append(String(decoding: scanner.bytes[range], as: UTF8.self))
      return add(place, nil, "a customer is an object with the columns' names; this is \(kind.words)")
    }
    let start = scanner.position
    let row = texts.count
    otherNames.removeAll(keepingCapacity: true)
    try scanner.openObject()
    var isFirst = true
    while let name = try scanner.nextMember(isFirst: isFirst) {
      guard !isTooLong(name) else {
        throw Problem(.unprocessableContent, "A name has more than \(limits.cellCharacters) characters.")
      }
      try readMember(name, row: row, place)
      isFirst = false
    }
    texts.append(String(decoding: scanner.bytes[start..<scanner.position], as: UTF8.self))
    addAbsent(row: row, place)
  }

  private mutating func readMember(_ name: JSONScanner.Text, row: Int, _ place: String) throws {
    guard let feature = feature(name) else {
      if otherNames.count < CustomerReader.hintNames, name.range.count <= CustomerReader.hintBytes {
        otherNames.append(name)
      }
      try scanner.skip(depth: 2)
      return
    }
    guard namedBy[feature] != row else {
      try scanner.skip(depth: 2)
      return addFlaw(of: feature, place, "the name stands twice; which is meant?")
    }
    namedBy[feature] = row
    switch try scanner.kind() {
    case .text: put(try scanner.text(), of: feature, place)
    case .number: put(try scanner.number(), of: feature, place)
    case .null:
      try scanner.null()
      put(CellDecoder.Cell.missing(cells.schema.features[feature].kind), of: feature)
    case .boolean:
      let value = try scanner.boolean()
      putBoolean(value, of: feature, place)
    case let kind:
      try scanner.skip(depth: 2)
      refuse(feature, place, "\(kind.words) cannot be a cell; give a number or a text")
    }
  }

  private mutating func put(_ text: JSONScanner.Text, of feature: Int, _ place: String) {
    guard !isTooLong(text) else {
      return refuse(feature, place, "the text has more than \(limits.cellCharacters) characters")
    }
    let cell = withBytes(text) { bytes, range in cells.cell(of: feature, bytes, range) }
    guard cell != .unusable else {
      let shown = scanner.string(text)
      let reason = DecimalRange.isTooLarge(shown) ? "is beyond what a number can be" : "is not a number"
      return refuse(feature, place, "\"\(shown.prefix(40))\" \(reason)")
    }
    put(cell, of: feature)
  }

  private func isTooLong(_ text: JSONScanner.Text) -> Bool {
    // As it is written, a character has a byte at least.
    text.range.count > limits.cellCharacters
      && scanner.string(text).unicodeScalars.count > limits.cellCharacters
  }

  /// A column of true and false reads as a text in CSV files, spelt one way or another.
  private mutating func putBoolean(_ value: Bool, of feature: Int, _ place: String) {
    let categories = cells.schema.features[feature].categories ?? []
    guard let code = categories.firstIndex(where: { $0.lowercased() == "\(value)" }) else {
      return refuse(feature, place, "\(value) is neither a number nor one of the column's categories")
    }
    put(.code(Int32(code)), of: feature)
  }

  private mutating func put(_ cell: CellDecoder.Cell, of feature: Int) {
    switch cell {
    case .number(let number): numbers[feature].append(number)
    case .code(let code): codes[feature].append(code)
    case .unusable: break
    }
  }

  private func feature(_ name: JSONScanner.Text) -> Int? {
    withBytes(name) { bytes, range in cells.feature(named: bytes, range) }
  }

  /// The text as the decoder wants it: without escapes, quotes doubled, eight bytes behind it.
  private func withBytes<Value>(_ text: JSONScanner.Text, _ body: (RawSpan, Range<Int>) -> Value) -> Value {
    guard text.isEscaped else { return body(scanner.bytes.span.bytes, text.range) }
    let cell = Array(scanner.string(text).replacing("\"", with: "\"\"").utf8)
    return body((cell + [UInt8](repeating: 0, count: CellDecoder.padding)).span.bytes, 0..<cell.count)
  }

  private mutating func addAbsent(row: Int, _ place: String) {
    for (feature, schema) in cells.schema.features.enumerated() where namedBy[feature] != row {
      let hint = hasRoom ? Suggestion.clause(schema.name, in: otherNames.map { scanner.string($0) }) : ""
      refuse(
        feature, place, "the column is missing" + (hint.isEmpty ? "; give null where its value is not known" : hint))
    }
  }

  /// A flaw in a cell of the customer, whose place is kept.
  private mutating func refuse(_ feature: Int, _ place: String, _ detail: String) {
    addFlaw(of: feature, place, detail)
    put(.missing(cells.schema.features[feature].kind), of: feature)
  }

  private mutating func addFlaw(of feature: Int, _ place: String, _ detail: String) {
    let name = cells.schema.features[feature].name
    add("\(place)/\(name.replacing("~", with: "~0").replacing("/", with: "~1"))", name, detail)
  }

  private var hasRoom: Bool { flaws.count < CustomerReader.flawLimit }

  private mutating func add(_ pointer: String, _ field: String?, _ detail: String) {
    guard hasRoom else { return }
    flaws.append(Problem.Flaw(pointer: pointer, field: field, detail: detail))
  }
}

extension CellDecoder.Cell {
  fileprivate static func missing(_ kind: ColumnKind) -> CellDecoder.Cell {
    kind == .numeric ? .number(.nan) : .code(Column.missing)
  }
}

/// Tells numbers that are too large from texts that are none.
private enum DecimalRange {
  static func isTooLarge(_ text: String) -> Bool {
    guard let first = text.first, first.isNumber || "+-.".contains(first) else { return false }
    return Double(text)?.isInfinite ?? false
  }
}
