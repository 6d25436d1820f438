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

  /// What each of so many repeats took, and of more while all took less than half a second: the times of brief work vary most.
  static func times(_ repeats: Int, _ work: () throws -> Void) rethrows -> [Spent] {
    var times: [Spent] = []
    while times.count < repeats || times.reduce(0, { $0 + $1.wall }) < 0.5 { times.append(try on(work)) }
    return times
  }

  /// `{"cpu_s": [...], "wall_s": [...]}`
  static func json(_ times: [Spent]) -> JSON {
    [
      "cpu_s": .list(times.map { .number($0.cpu) }),
      "wall_s": .list(times.map { .number($0.wall) }),
    ]
  }
}
