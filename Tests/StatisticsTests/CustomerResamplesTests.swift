import ChurnML
import TestSupport
import Testing

/// Figures of all resamples at once, against the metrics themselves on rows written out as often as they are drawn.
@Suite struct CustomerResamplesTests {
  private struct Sample {
    var labels: [UInt8] = []
    var scores: [Double] = []
    /// Some customers have two rows.
    var customers: [Int] = []

    init(rows: Int, steps: Int, seed: UInt64) {
      var source = RandomSource(seed, 0xC057)
      for row in 0..<rows {
        let label: UInt8 = source.unit() < 0.3 ? 1 : 0
        labels.append(label)
        scores.append((Double(source.index(below: steps)) + Double(label)) / Double(steps + 1))
        customers.append(row % 3 == 2 ? row - 1 : row)
      }
    }

    var resampled: ResampledScores {
      ResampledScores(RankedScores(labels: labels, scores: scores), customers: customers, resamples: resamples)
    }
    var resamples: CustomerResamples { CustomerResamples(customers: labels.count, count: 40, seed: 5) }

    func written(_ times: (Int) -> Int) -> RankedScores {
      let rows = labels.indices.flatMap { [Int](repeating: $0, count: times(customers[$0])) }
      return RankedScores(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] })
    }
  }

  @Test(arguments: [3, 12, 1_000_000]) func figuresAreThoseOfTheRowsWrittenOut(steps: Int) throws {
    let sample = Sample(rows: 60, steps: steps, seed: UInt64(steps))
    let (resampled, resamples) = (sample.resampled, sample.resamples)
    for metric in MetricCatalogue.all {
      let values = resampled.values(of: metric)
      for resample in 0..<resamples.count {
        let rows = sample.written { resamples.draws(of: $0, in: resample) }
        let expected = (try? metric.value(of: rows)) ?? .nan
        #expect(
          abs(values[resample] - expected) < 1e-12 || (values[resample].isNaN && expected.isNaN),
          "\(type(of: metric).name) \(values[resample]) \(expected)")
      }
    }
  }

  @Test func whatIsDrawnAndWhatIsLeftOutAreAllRows() {
    let sample = Sample(rows: 90, steps: 20, seed: 4)
    let (resampled, resamples) = (sample.resampled, sample.resamples)
    for resample in 0..<resamples.count {
      let draws = (0..<resamples.customers).map { resamples.draws(of: $0, in: resample) }
      #expect(draws.reduce(0, +) == resamples.customers)
      let out = sample.written { draws[$0] == 0 ? 1 : 0 }
      #expect(resampled.leftOut(resample).scores.sorted() == out.scores.sorted())
      #expect(resampled.drawn(resample).count == sample.customers.reduce(0) { $0 + draws[$1] })
    }
  }

  /// A class that is not drawn leaves AUC without a value.
  @Test func oneClassHasNoArea() {
    let resamples = CustomerResamples(customers: 3, count: 200, seed: 1)
    let scores = ResampledScores(
      RankedScores(labels: [1, 0, 0], scores: [0.9, 0.2, 0.1]), customers: [0, 1, 2], resamples: resamples)
    let values = scores.values(of: ROCAUC())
    for resample in 0..<200 {
      let churners = resamples.draws(of: 0, in: resample)
      #expect(values[resample].isNaN == (churners == 0 || churners == 3))
      #expect(values[resample].isNaN || values[resample] == 1)
    }
  }
}
