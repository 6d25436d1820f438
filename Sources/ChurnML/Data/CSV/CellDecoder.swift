/// Decodes single cells for a model. A cell's text gives the same value, bit for bit, whether it came in a CSV file or otherwise.
public struct CellDecoder: Sendable {
  /// What a cell holds for the model.
  public enum Cell: Sendable, Equatable {
    /// NaN is missing.
    case number(Double)
    /// An index into the feature's categories, `Column.missing` or `Column.unseen`.
    case code(Int32)
    /// A text in a column of numbers.
    case unusable
  }

  public let schema: FeatureSchema
  private let tokens: MissingTokens
  private let names: TextDictionary
  /// For each categorical feature its categories, numbered as in the schema.
  private let dictionaries: [TextDictionary]

  /// Bytes that must follow a text, whatever they hold, because texts are read eight bytes at a time.
  public static let padding = 8

  /// - Parameter missingTokens: texts that stand for "no value", beside the blank one.
  public init(_ schema: FeatureSchema, missingTokens: [String]) {
    self.schema = schema
    tokens = MissingTokens(missingTokens)
    names = TextDictionary(schema.features.map(\.name))
    dictionaries = schema.features.map { TextDictionary($0.categories ?? []) }
  }

  /// The feature of that name; nil if there is none.
  ///
  /// As in all functions here, `bytes[range]` is UTF-8 whose quotes are doubled, as in a CSV file.
  public func feature(named bytes: RawSpan, _ range: Range<Int>) -> Int? {
    names.find(bytes, CSVField(range)).map(Int.init)
  }

  public func cell(of feature: Int, _ bytes: RawSpan, _ range: Range<Int>) -> Cell {
    switch schema.features[feature].kind {
    case .numeric: number(bytes, CSVField(range)).map(Cell.number) ?? .unusable
    case .categorical: .code(code(of: feature, bytes, CSVField(range)))
    }
  }

  /// NaN for a missing value, nil for a text that is no number.
  @inline(__always)
  func number(_ bytes: RawSpan, _ field: CSVField) -> Double? {
    DecimalNumber.parse(bytes, field.start, field.end) ?? (tokens.contain(bytes, field) ? .nan : nil)
  }

  @inline(__always)
  func code(of feature: Int, _ bytes: RawSpan, _ field: CSVField) -> Int32 {
    dictionaries[feature].find(bytes, field) ?? (tokens.contain(bytes, field) ? Column.missing : Column.unseen)
  }
}

extension CSVField {
  fileprivate init(_ range: Range<Int>) { self.init(start: range.lowerBound, end: range.upperBound) }
}
