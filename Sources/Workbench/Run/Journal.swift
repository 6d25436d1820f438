internal import ChurnML
internal import Foundation

/// What a run has finished, one line a unit, only ever appended to. Each line carries a checksum of itself, so a line torn by a
/// crash, or damaged later, is recognised and counts as not written.
struct Journal {
  struct Entry: Sendable, Codable, Equatable {
    let unit: String
    /// SHA-256 of the unit's score file.
    let scores: String
    /// CPU seconds of binning, growing or solving, and scoring held-out rows.
    let fitCPU: Double
    /// Why the fit failed; its candidates are recorded as failed.
    let failure: String?
    /// Words of the fitted models for the record.
    let notes: [String]
    /// How many nodes the trees of each candidate have, none for models without trees; nil where nobody asked.
    let nodes: [Int]?

    enum CodingKeys: String, CodingKey {
      case unit, scores, failure, notes, nodes
      case fitCPU = "fit_cpu_s"
    }
  }

  private let path: String

  init(_ path: String) { self.path = path }

  /// The entries that are whole, the last one of each unit.
  func entries() throws(WorkError) -> [String: Entry] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    var lines = try LineReader(path)
    var entries: [String: Entry] = [:]
    while let line = try lines.next() {
      if let entry = Self.entry(line) { entries[entry.unit] = entry }
    }
    return entries
  }

  /// Appends a line and syncs it. A torn last line is closed first, so that it spoils nothing but itself.
  func append(_ entry: Entry) throws(WorkError) {
    let file = try OutputFile(appendingTo: path)
    let body = JSONRecord.compact(entry)
    try file.write((isTorn() ? "\n" : "") + "\(Self.checksum(body)) \(body)\n")
    try file.sync()
  }

  /// Whether the last line lacks its line feed.
  private func isTorn() -> Bool {
    guard let file = FileHandle(forReadingAtPath: path), let end = try? file.seekToEnd(), end > 0 else { return false }
    try? file.seek(toOffset: end - 1)
    return file.readData(ofLength: 1) != Data("\n".utf8)
  }

  private static func entry(_ line: String) -> Entry? {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, checksum(String(parts[1])) == parts[0] else { return nil }
    return try? JSONDecoder().decode(Entry.self, from: Data(parts[1].utf8))
  }

  private static func checksum(_ body: String) -> String { String(SHA256.hex(of: body).prefix(16)) }
}
