import Testing

@testable import ChurnML

/// Laws that hold for every table, tried on random ones.
@Suite struct CSVLawTests {
  /// Texts made of the bytes CSV gives a meaning to, and a few others.
  static func randomText(_ source: inout RandomSource) -> String {
    let pieces = ["\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "x", "1", "ab", "é", "猫", "longer text", ""]
    return (0..<source.index(below: 5)).map { _ in pieces[source.index(below: pieces.count)] }.joined()
  }

  @Test(arguments: 0..<100)
  func whatWasQuotedReadsBackEqualHoweverItIsCut(seed: Int) throws {
    var source = RandomSource(UInt64(seed))
    let columns = 1 + source.index(below: 4)
    let rows = 1 + source.index(below: 30)
    let header = (0..<columns).map { "\($0)" + Self.randomText(&source) }
    let cells = (0..<rows).map { _ in (0..<columns).map { _ in Self.randomText(&source) } }
    let delimiter = CSVLayout.candidates[seed % 4]
    var csv = CSVWriter(delimiter: delimiter)
    csv.append(header)
    for row in cells { csv.append(row) }
    let kinds = Dictionary(uniqueKeysWithValues: header.map { ($0, ColumnKind.categorical) })
    let options = CSVOptions(delimiter: delimiter, missingTokens: [], kinds: kinds)
    let expected = cells.map { $0.map { $0.allSatisfy { $0 == " " || $0 == "\t" } ? "" : $0 } }

    let whole = try Table(csv: csv.bytes, named: "t.csv", options: options)
    #expect(whole.columns.map(\.name) == header)
    #expect(whole.texts == expected)
    for size in [1, 3, 17, 100] {
      for jobs in [1, 2, 3, 5] {
        let cut = try Table(
          .memory(csv.bytes), named: "t.csv", options, pieceSize: size, jobs: jobs)
        let isEqual = cut.isSame(as: whole)
        #expect(isEqual, "pieces of \(size) bytes, \(jobs) jobs")
      }
    }
  }

  /// Random bytes of CSV, mostly faulty: any cut gives the same table or the same error.
  @Test(arguments: 0..<100)
  func cutsDoNotChangeErrors(seed: Int) throws {
    var source = RandomSource(UInt64(seed), 1)
    var csv = Array("a,b\n".utf8)
    for _ in 0..<source.index(below: 40) {
      // Mostly sound rows, so that faults come late as well as early.
      csv += source.index(below: 8) > 0 ? Array("x,\"y\"\"\n\"\n".utf8) : Array(Self.randomText(&source).utf8)
    }
    if seed % 5 == 0 { csv.insert(0xFF, at: 4 + source.index(below: csv.count - 3)) }
    let options = CSVOptions(delimiter: UInt8(ascii: ","))
    let whole = Self.outcome(csv, options, pieceSize: 1 << 20)
    for size in [1, 7, 40] {
      let cut = Self.outcome(csv, options, pieceSize: size)
      let isEqual = Self.areSame(cut, whole)
      #expect(isEqual, "pieces of \(size) bytes")
    }
  }

  /// Whatever the bytes, reading ends in a table or an error with a place, the same for any cut.
  @Test func anyBytesAreATableOrAnError() {
    let alphabet = Array(",;\"\n\ra1 \t".utf8) + [0, 0xC3, 0xA9, 0xFF, 0xEF, 0xBB, 0xBF]
    var source = RandomSource(3)
    for _ in 0..<3000 {
      let csv = (0..<source.index(below: 40)).map { _ in alphabet[source.index(below: alphabet.count)] }
      let whole = Self.outcome(csv, CSVOptions(), pieceSize: 1 << 20)
      if case .failure(let error) = whole { #expect(error.place?.hasPrefix("t.csv:") == true) }
      // The header is looked for in the first piece, and NULs are, so let it not be empty nor have any.
      let sound = [UInt8(ascii: "h")] + csv.filter { $0 != 0 }
      let options = CSVOptions(delimiter: UInt8(ascii: ","))
      let isSame = Self.areSame(
        Self.outcome(sound, options, pieceSize: 1 << 20), Self.outcome(sound, options, pieceSize: 5))
      #expect(isSame, "\(csv)")
    }
  }

  static func areSame(_ a: Result<Table, InputError>, _ b: Result<Table, InputError>) -> Bool {
    switch (a, b) {
    case (.success(let a), .success(let b)): a.isSame(as: b)
    case (.failure(let a), .failure(let b)): a == b
    default: false
    }
  }

  static func outcome(_ csv: [UInt8], _ options: CSVOptions, pieceSize: Int) -> Result<Table, InputError> {
    do throws(InputError) {

      return .success(try Table(.memory(csv), named: "t.csv", options, pieceSize: pieceSize, jobs: 2))
    } catch { return .failure(error) }
  }

  @Test func numbersAreThoseOfDouble() {
    var source = RandomSource(11)
    for _ in 0..<100_000 {
      let text = Self.randomNumber(&source)
      let expected = Double(text).flatMap { $0.isFinite ? $0 : nil }
      #expect(parse(text)?.bitPattern == expected?.bitPattern, "\(text)")
    }
  }

  /// Decimal texts of every length and exponent, and the shortest texts of random bit patterns.
  static func randomNumber(_ source: inout RandomSource) -> String {
    func digits(_ count: Int) -> String { (0..<count).map { _ in "\(source.index(below: 10))" }.joined() }
    let sign = ["", "-", "+"][source.index(below: 3)]
    switch source.index(below: 5) {
    case 0: return "\(Double(bitPattern: source.next() & 0xBFFF_FFFF_FFFF_FFFF))"
    case 1: return sign + digits(1 + source.index(below: 25))
    case 2: return sign + digits(source.index(below: 18)) + "." + digits(1 + source.index(below: 20))
    case 3:
      return sign + digits(1 + source.index(below: 20)) + "e" + ["", "-", "+"][source.index(below: 3)] + digits(2)
    default:
      return sign + digits(1) + "." + digits(source.index(below: 18)) + "E\(source.index(below: 700) - 350)"
    }
  }

  @Test(
    arguments: [
      "", " ", "-", "+", ".", "-.", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "inf", "-inf", "nan", "Infinity",
      "1e999",
      "1 2", "--1", "1-", "1e5.5", "٣", "1_000", "$5", "5%",
    ] as [String])
  func otherTextsAreNoNumbers(_ text: String) { #expect(parse(text) == nil) }

  static let oddNumbers: [(String, Double)] = [
    ("1.", 1), (".5", 0.5), (" 7 ", 7), ("\t-0.0", -0.0), ("1E2", 100), ("9007199254740993", 9_007_199_254_740_992),
    ("1e-400", 0), ("0.1", 0.1), ("123456789012345678901234567890", 123_456_789_012_345_677_877_719_597_056),
    ("0." + String(repeating: "0", count: 400) + "1", 0), ("1" + String(repeating: "0", count: 300) + "e-300", 1),
  ]

  @Test(arguments: oddNumbers)
  func oddNumbersAreNumbers(_ text: String, _ value: Double) { #expect(parse(text)?.bitPattern == value.bitPattern) }

  private func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DecimalNumber.parse(bytes.span.bytes, 0, bytes.count)
  }
}

extension Table {
  /// Equal to the last bit, a missing number being equal to a missing number.
  func isSame(as other: Table) -> Bool {
    func bits(_ column: Column) -> [UInt64] {
      switch column.values {
      case .numeric(let numbers): numbers.map { $0.isNaN ? .max : $0.bitPattern }
      case .categorical(let codes, _): codes.map { UInt64(bitPattern: Int64($0)) }
      }
    }
    return digest == other.digest && notes == other.notes && rows == other.rows
      && (0..<rows).allSatisfy { line(ofRow: $0) == other.line(ofRow: $0) }
      && FeatureSchema(of: columns) == FeatureSchema(of: other.columns)
      && columns.map(bits) == other.columns.map(bits)
  }
}
