internal import ChurnML
internal import Foundation

extension RunFolder {
  /// A unit counts as finished only while its scores are what the journal says.
  func isIntact(_ entry: Journal.Entry) -> Bool {
    entry.failure != nil || (try? FileDigest.hex(of: scores(of: entry.unit))) == entry.scores
  }

  /// Takes over another run's finished units: equal units have equal names and equal scores. What is damaged or dropped there
  /// is left to be computed.
  func take(_ units: [Unit], from earlier: RunFolder) throws {
    let finished = try Journal(earlier.file(.journal)).entries()
    let journal = Journal(file(.journal))
    for unit in units {
      guard let entry = finished[unit.id], earlier.isIntact(entry) else { continue }
      if entry.failure == nil { try copyScores(of: unit.id, from: earlier) }
      try journal.append(entry)
    }
  }

  /// By a hard link where the file system can: score files are never written again.
  private func copyScores(of unit: String, from earlier: RunFolder) throws {
    let (from, to) = (earlier.scores(of: unit), scores(of: unit))
    if link(from, to) == 0 { return }
    do {
      try FileManager.default.copyItem(atPath: from, toPath: to)
    } catch {
      throw WorkError("\(to) cannot be written: \(error.localizedDescription)")
    }
  }
}
