/// Something suspicious about data or scores that a person should look at. An alarm is a question, not an error.
public struct Alarm: Sendable, Codable, Equatable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// One column tells the classes apart, by itself or nearly.
    case separatingFeature = "separating_feature"
    /// A column is made from the target.
    case targetDerived = "target_derived"
    /// Models score better than they can on data of this kind.
    case tooGood = "too_good"
    /// One class was enlarged before any division of the rows, so copies stand on both sides of it.
    case resampledBeforeSplit = "resampled_before_split"
    /// Rows repeat other rows.
    case duplicateRows = "duplicate_rows"
    /// A column names customers rather than describing them.
    case identifier
    /// Columns that say the same.
    case redundantColumns = "redundant_columns"
    /// All rows have the same value.
    case constant
    case rareCategories = "rare_categories"
    case manyCategories = "many_categories"
  }

  public enum Severity: String, Sendable, Codable {
    /// Figures are likely to promise what the model will not keep.
    case high
    /// Figures may mislead, or the column harms.
    case medium
    /// Good to know.
    case low
  }

  public let kind: Kind
  /// Empty where the alarm is about rows or scores.
  public let columns: [String]
  public let severity: Severity
  /// What was seen, and what to do.
  public let message: String

  public init(_ kind: Kind, _ severity: Severity, columns: [String] = [], _ message: String) {
    self.kind = kind
    self.columns = columns
    self.severity = severity
    self.message = message
  }
}
