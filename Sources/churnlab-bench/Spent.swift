import Workbench

/// What a piece of work took.
struct Spent {
  let cpu: Double
  let wall: Double

  static func on(_ work: () throws -> Void) rethrows -> Spent {
    let (cpu, wall) = (ProcessClock.cpuSeconds(), ProcessClock.wallSeconds())
    try work()
    return Spent(cpu: ProcessClock.cpuSeconds() - cpu, wall: ProcessClock.wallSeconds() - wall)
  }

  /// `{"cpu_s": [...], "wall_s": [...]}`
  static func json(_ times: [Spent]) -> JSON {
    [
      "cpu_s": .list(times.map { .number($0.cpu) }),
      "wall_s": .list(times.map { .number($0.wall) }),
    ]
  }
}
