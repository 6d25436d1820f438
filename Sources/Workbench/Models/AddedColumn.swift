/// A column that scoring adds to the customers' own.
struct AddedColumn: Sendable {
  let name: String
  /// The cells of some customers, given their P(churned).
  let cells: @Sendable ([Double]) -> [String]

  /// P(churned) in the shortest form that reads back to the same bits.
  static let probability = AddedColumn(name: "probability") { $0.map(\.description) }
}
