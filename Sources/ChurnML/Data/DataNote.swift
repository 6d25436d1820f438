/// Something about the data that is worth knowing and is no error: a guess that was made, or a column that will not help.
public struct DataNote: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A numeric column has cells with a text that is no number; they are missing.
    case nonNumericCells = "non_numeric_cells"
    /// A column has blank cells or missing tokens.
    case missingCells = "missing_cells"
    /// No cell of the column has a value.
    case allMissing = "all_missing"
    /// All cells hold the same value.
    case constant
    /// The column names customers rather than describing them.
    case identifier
    /// A text column has very many categories.
    case manyCategories = "many_categories"
  }

  public let kind: Kind
  public let columns: [String]
  /// One sentence.
  public let message: String
  /// The first line of the file that shows it.
  public let line: Int?

  public init(kind: Kind, columns: [String], message: String, line: Int? = nil) {
    self.kind = kind
    self.columns = columns
    self.message = message
    self.line = line
  }
}
