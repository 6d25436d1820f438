/// No division at all: all rows stand on both sides, and a forest is judged by the rows that each of its trees left out of its bag.
/// Nothing but forests may be judged so.
public struct OutOfBagRows: ResamplingScheme, Equatable {
  public static let name = "oob"

  public init() {}

  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    let split = Split(repeat: 0, fold: 0, analysis: population.rows, assessment: population.rows)
    return try checked([split], of: population, wayOut: "give more data")
  }
}
