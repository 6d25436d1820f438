/// The columns a model was trained on: names, kinds and, for categorical ones, the categories in code order.
/// A table read later is matched to it by name.
public struct FeatureSchema: Sendable, Codable, Equatable {
  public struct Feature: Sendable, Codable, Equatable {
    public let name: String
    public let kind: ColumnKind
    /// In code order; nil for numeric columns.
    public let categories: [String]?

    public init(name: String, kind: ColumnKind, categories: [String]?) {
      self.name = name
      self.kind = kind
      self.categories = categories
    }
  }

  public let features: [Feature]

  public init(features: [Feature]) { self.features = features }

  public init(of columns: [Column]) {
    features = columns.map { column in
      switch column.values {
      case .numeric: Feature(name: column.name, kind: .numeric, categories: nil)
      case .categorical(_, let categories):
        Feature(name: column.name, kind: .categorical, categories: categories)
      }
    }
  }
}
