/// One division: a share of the rows is held out. Without groups both sides have the classes in the proportion of the whole;
/// with groups, these stay whole and are held out in a shuffled order until the share is reached.
public struct Holdout: ResamplingScheme, Equatable {
  public static let name = "holdout"

  public enum Size: Sendable, Equatable {
    /// Between 0 and 1.
    case share(Double)
    case rows(Int)
  }

  public let testSize: Size

  public init(testSize: Size) { self.testSize = testSize }

  /// - Throws: `InputError` where one of the two sets has not both classes.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    var source = RandomSource(seed, 0x401D)
    let held = Set(population.groups.isEmpty ? stratified(population, &source) : grouped(population, &source))
    let split = Split(
      repeat: 0, fold: 0, analysis: population.rows.filter { !held.contains($0) },
      assessment: population.rows.filter { held.contains($0) })
    return try checked([split], of: population, wayOut: "give another test_size, or more data")
  }

  private func count(of rows: Int) -> Int {
    switch testSize {
    case .share(let share): Int((share * Double(rows)).rounded())
    case .rows(let count): min(count, rows)
    }
  }

  private func stratified(_ population: Population, _ source: inout RandomSource) -> [Int] {
    let count = count(of: population.rows.count)
    let positives = Int((Double(count) * Double(population.positives) / Double(population.rows.count)).rounded())
    return [(UInt8(1), positives), (0, count - positives)].flatMap { label, wanted in
      var rows = population.rows.filter { population.labels[$0] == label }
      source.shuffle(&rows)
      return rows.prefix(wanted)
    }
  }

  private func grouped(_ population: Population, _ source: inout RandomSource) -> [Int] {
    let count = count(of: population.rows.count)
    var groups = population.grouped
    source.shuffle(&groups)
    var held: [Int] = []
    for group in groups where held.count < count { held += group }
    return held
  }
}
