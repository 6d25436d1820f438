/// Bootstrap resampling: as many rows as there are, drawn with replacement, are analysed, and the rows not drawn, about 37 %,
/// are assessed. Rows are drawn within their class; with groups, whole groups are drawn.
///
/// A model is judged that learned from about 63 % of the rows, so figures are pessimistic (Efron and Tibshirani 1997).
public struct Bootstrap: ResamplingScheme, Equatable {
  public static let name = "bootstrap"
  public let resamples: Int

  public init(resamples: Int) { self.resamples = resamples }

  /// - Throws: `InputError` where a resample leaves out no row of some class.
  public func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split] {
    let strata = strata(population)
    let splits = (0..<resamples).map { resample in
      var source = RandomSource(seed, 0xB007, UInt64(resample))
      var drawn: [Int] = []
      for groups in strata {
        for _ in groups.indices { drawn += groups[source.index(below: groups.count)] }
      }
      let inBag = Set(drawn)
      return Split(
        repeat: resample, fold: 0, analysis: drawn.sorted(),
        assessment: population.rows.filter { !inBag.contains($0) })
    }
    return try checked(splits, of: population, wayOut: "give more data, or use another method")
  }

  /// Groups that are drawn from together: of each class, or all where a group may have both.
  private func strata(_ population: Population) -> [[[Int]]] {
    guard population.groups.isEmpty else { return [population.grouped] }
    return ([1, 0] as [UInt8]).map { label in population.rows.filter { population.labels[$0] == label }.map { [$0] } }
  }
}
