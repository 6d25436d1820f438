/// How a CSV file is to be read, where the caller knows better than the reader's guesses.
public struct CSVOptions: Sendable, Equatable {
  /// Texts that stand for "no value", compared without surrounding spaces. A blank cell is missing whatever the list.
  /// pandas' list without its Excel leftovers, plus `NONE`, `?` and `.`.
  public static let defaultMissingTokens = [
    "NA", "N/A", "n/a", "NaN", "nan", "NAN", "null", "NULL", "Null", "None", "none", "NONE", "<NA>", "#N/A", "?", ".",
  ]

  /// The byte between two cells; nil to detect `,` `;` tab or `|`.
  public var delimiter: UInt8?
  public var missingTokens: [String]
  /// Kinds of columns that are not to be inferred.
  public var kinds: [String: ColumnKind]
  /// Whether a name in `kinds` that the file does not have is an error.
  var kindsMustExist = true

  public init(
    delimiter: UInt8? = nil, missingTokens: [String] = defaultMissingTokens, kinds: [String: ColumnKind] = [:]
  ) {
    self.delimiter = delimiter
    self.missingTokens = missingTokens
    self.kinds = kinds
  }

  /// For new data that will be matched to a model's columns: those are read as the kinds they had in training.
  public init(
    for schema: FeatureSchema, delimiter: UInt8? = nil, missingTokens: [String] = defaultMissingTokens
  ) {
    let kinds = schema.features.map { ($0.name, $0.kind) }
    self.init(
      delimiter: delimiter, missingTokens: missingTokens,
      kinds: Dictionary(kinds, uniquingKeysWith: { first, _ in first }))
    kindsMustExist = false
  }

  /// Refuses delimiters that cannot delimit.
  func check(for name: String) throws(InputError) {
    guard let delimiter else { return }
    if [Byte.quote, Byte.lineFeed, Byte.carriageReturn, 0].contains(delimiter) || delimiter >= 0x80 {
      throw InputError(
        at: name, "a quote, a line end or a byte outside ASCII cannot be the delimiter; use , ; | or a tab")
    }
  }
}

/// The bytes that CSV gives a meaning to.
enum Byte {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
}
