internal import Workbench

/// A run's JSON files, from which every number of a page is quoted.
struct RunDocuments: Sendable {
  private let files: [String: JSON]
  private static let record = "results.json"
  private static let names = [
    record, "figures.json", "environment.json", "data.json", "importance.json", "reasons.json",
    "effects.json", "experiment.resolved.json",
  ]

  init(_ files: [String: JSON]) { self.files = files }

  init(_ run: RunFolder) {
    self.init(
      Dictionary(uniqueKeysWithValues: Self.names.compactMap { name in run.document(name).map { (name, $0) } }))
  }

  /// The value a page's pointer leads to: into `results.json`, or into the file named before a `#`.
  subscript(pointer: String) -> JSON? {
    let parts = pointer.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2
      ? files[String(parts[0])]?[pointer: String(parts[1])] : files[Self.record]?[pointer: pointer]
  }

  /// Whether there is anything but null at the pointer.
  func has(_ pointer: String) -> Bool { self[pointer].map { $0 != .null } ?? false }

  func double(_ pointer: String) -> Double? { self[pointer]?.double }
  func string(_ pointer: String) -> String? { self[pointer]?.string }
  func items(_ pointer: String) -> [JSON] { self[pointer]?.items ?? [] }
  func keys(_ pointer: String) -> [String] { self[pointer]?.members.map(\.key) ?? [] }

  func quote(_ pointer: String, _ format: FigureFormat = .plain) -> QuotedFigure {
    QuotedFigure(text: format.text(self[pointer]), pointer: pointer)
  }

  func cell(_ pointer: String, _ format: FigureFormat = .plain) -> PageTable.Cell { .figure(quote(pointer, format)) }
}

extension String {
  /// A pointer one step deeper.
  static func / (pointer: String, key: String) -> String { "\(pointer)/\(JSON.pointerToken(key))" }
  static func / (pointer: String, index: Int) -> String { "\(pointer)/\(index)" }
}
