import ChurnML
import Testing

@Suite struct PairedBootstrapTests {
  @Test func theIntervalIsTheNormalOneForManyRows() throws {
    var source = RandomSource(12)
    let values = (0..<5000).map { _ in source.unit() }
    let interval = try PairedBootstrap(values, seed: 3)
    let half = 1.96 * (1.0 / 12 / 5000).squareRoot()
    #expect(abs(interval.low - (interval.mean - half)) < 0.06 * half * 2)
    #expect(abs(interval.high - (interval.mean + half)) < 0.06 * half * 2)
  }

  @Test func theSameForAnyJobs() throws {
    let values = (0..<100).map { Double($0 % 7) }
    let one = try PairedBootstrap(values, resamples: 100, seed: 5, jobs: 1)
    #expect(try one == PairedBootstrap(values, resamples: 100, seed: 5, jobs: 4))
    #expect(try one != PairedBootstrap(values, resamples: 100, seed: 6))
  }

  @Test func equalWeightsAreNoWeights() throws {
    let values = (0..<50).map { Double($0 % 11) }
    let plain = try PairedBootstrap(values, resamples: 50, seed: 5)
    let weighted = try PairedBootstrap(values, weights: values.map { _ in 2 }, resamples: 50, seed: 5)
    #expect(abs(plain.low - weighted.low) < 1e-12 && abs(plain.mean - weighted.mean) < 1e-12)
    #expect(throws: Undefined.self) { try PairedBootstrap([1], seed: 1) }
  }
}
