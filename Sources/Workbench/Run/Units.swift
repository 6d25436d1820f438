internal import ChurnML

/// What is finished of a run's units: found in its journal, or computed by this process.
struct Units {
  let run: RunFolder
  private(set) var entries: [String: Journal.Entry] = [:]
  /// Computed by this process.
  private(set) var fresh: Set<String> = []
  private var found = 0
  private let start = ProcessClock.wallSeconds()
  private let journal: Journal
  private let progress: @Sendable (Runner.Progress) -> Void

  init(_ run: RunFolder, progress: @escaping @Sendable (Runner.Progress) -> Void) {
    self.run = run
    self.progress = progress
    journal = Journal(run.file(.journal))
  }

  /// Those of the wanted units that are still to be computed.
  /// - Parameter needNodes: an entry that does not say how many nodes were fitted does not count.
  mutating func missing(_ wanted: [Unit], needNodes: Bool) throws(WorkError) -> [Unit] {
    let written = try journal.entries()
    var missing: [Unit] = []
    for unit in wanted where entries[unit.id] == nil {
      if let entry = written[unit.id], run.isIntact(entry), !needNodes || entry.nodes != nil || entry.failure != nil {
        entries[unit.id] = entry
        found += 1
      } else {
        missing.append(unit)
      }
    }
    return missing
  }

  /// - Parameter planned: fits of the whole run.
  mutating func add(_ entry: Journal.Entry, planned: Int) throws(WorkError) {
    try journal.append(entry)
    entries[entry.unit] = entry
    fresh.insert(entry.unit)
    progress(
      .init(
        done: found + fresh.count, planned: planned, seconds: ProcessClock.wallSeconds() - start,
        doneHere: fresh.count))
  }
}
