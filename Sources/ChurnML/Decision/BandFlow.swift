/// How many customers change band when the rows that boundaries and calibration were learnt from are drawn again.
public struct BandFlow: Sendable, Equatable {
  /// Mean share of customers in another band than at first.
  public let changed: Double
  /// The same for the customers of each band at first; 0 for a band without customers.
  public let changedOfBand: [Double]
  /// Resamples on which the bands could not be learnt; they are left out.
  public let failed: Int

  /// - Parameters:
  ///   - learn: everything that turns labelled scores into bands; gives the band of a score.
  ///   - seed: the same seed gives the same share, whatever `jobs`.
  public init(
    _ scores: RankedScores, resamples: Int = 200, seed: UInt64, jobs: Int = 1,
    learn: @Sendable (RankedScores) throws(Undefined) -> @Sendable (Double) -> Int
  ) throws(Undefined) {
    let first = try scores.scores.map(learn(scores))
    let count = scores.count
    let size = (first.max() ?? 0) + 1
    let moves = concurrentMap(count: resamples, jobs: jobs) { resample -> [Int]? in
      var source = RandomSource(seed, 0x666c_6f77, UInt64(resample))
      let rows = (0..<count).map { _ in source.index(below: count) }
      let drawn = RankedScores(labels: rows.map { scores.labels[$0] }, scores: rows.map { scores.scores[$0] })
      guard let band = try? learn(drawn) else { return nil }
      var moved = [Int](repeating: 0, count: size)
      for (score, home) in zip(scores.scores, first) where band(score) != home { moved[home] += 1 }
      return moved
    }
    let defined = moves.compactMap(\.self)
    guard !defined.isEmpty else { throw Undefined("the bands could not be learnt on any resample") }
    let rounds = Double(defined.count)
    changed = Double(defined.joined().reduce(0, +)) / (rounds * Double(count))
    changedOfBand = (0..<size).map { band in
      let customers = first.count { $0 == band }
      return customers == 0 ? 0 : Double(defined.reduce(0) { $0 + $1[band] }) / (rounds * Double(customers))
    }
    failed = moves.count - defined.count
  }

  /// Share of customers whose band differs between two assignments, for instance by models of two repeats.
  public static func changed(_ a: [Int], _ b: [Int]) -> Double {
    a.isEmpty ? 0 : Double(zip(a, b).count { $0 != $1 }) / Double(a.count)
  }
}
