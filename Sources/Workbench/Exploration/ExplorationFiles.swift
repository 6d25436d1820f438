public import ChurnML

/// Where an exploration is written: a page, and the same as JSON beside it.
public struct ExplorationFiles: Sendable, Equatable {
  public let page: String
  public let record: String

  /// - Parameters:
  ///   - out: the page's path; nil for `<name>.exploration.html` in the working folder.
  ///   - source: the file that is explored, which is not to be overwritten.
  public init(out: String?, source: String) throws(InputError) {
    let name = source.split(separator: "/").last.map(String.init) ?? source
    page = out ?? Self.stem(name) + ".exploration.html"
    record = Self.stem(page) + ".json"
    for path in [page, record] where path == source {
      throw InputError(at: "--out \(page)", "this would overwrite the file that is explored; name another")
    }
  }

  /// Writes each whole or not at all.
  public func write(page text: String, record json: JSON) throws(WorkError) {
    try AtomicFile.write(json.pretty, to: record)
    try AtomicFile.write(text, to: page)
  }

  /// The path without the last ending of its name.
  private static func stem(_ path: String) -> String {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[nameStart...].lastIndex(of: "."), dot > nameStart else { return path }
    return String(path[..<dot])
  }
}
