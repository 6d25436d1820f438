import TestSupport
import Testing

@testable import ChurnML

/// Rows of a bag counted and divided again and again, against the same by the definitions; entries of all sizes, counts of both, nodes
/// of many rows and of few.
@Suite struct NodeSamplesTests {
  @Test(arguments: [1, 5, 24, 41, 56, 57, 90], [1, 7, 95, 1500])
  func countsAndDivisionsAreTheDefined(features: Int, rows: Int) {
    var source = RandomSource(UInt64(features), UInt64(rows))
    for _ in 0..<4 {
      let bag = Bag(features: features, rows: rows, &source)
      #expect(bag.faults(UInt64.self, &source) == [])
      #expect(bag.faults(UInt128.self, &source) == [])
    }
  }
}

private struct Bag {
  let cells: [Int]
  let codes: [[UInt8]]
  let labels: [UInt8]
  let multiplicity: [UInt8]

  init(features: Int, rows: Int, _ source: inout RandomSource) {
    let cells = (0..<features).map { _ in [2, 3, 5, 33, 256][source.index(below: 5)] }
    self.cells = cells
    codes = (0..<rows).map { _ in cells.map { UInt8(source.index(below: $0)) } }
    labels = (0..<rows).map { _ in UInt8(source.index(below: 2)) }
    // One row at least is in the bag.
    multiplicity = [3] + (1..<rows).map { _ in UInt8(source.index(below: 4)) }
  }

  /// What differs on the way down from the root, each time to a random child.
  func faults<Word: CountWord>(_: Word.Type, _ source: inout RandomSource) -> [String] {
    var faults: [String] = []
    let space = GrowingSpace()
    codes.flatMap(\.self).withView { view in
      let samples = NodeSamples<Word>(view, cells: cells, labels: labels, multiplicity: multiplicity, in: space)
      var rows = labels.indices.filter { multiplicity[$0] > 0 }
      var range = 0..<samples.count
      if samples.total != total(rows) { faults.append("total") }
      while !rows.isEmpty {
        for feature in wrongFeatures(samples, range, rows) { faults.append("\(feature) of \(rows.count) rows") }
        let feature = source.index(below: cells.count)
        let test = test(of: feature, &source)
        samples.divide(range, by: test, of: feature)
        let passes = { (row: Int) in test.codes.contains(code: codes[row][feature]) }
        let (left, right) = (rows.filter(passes), rows.filter { !passes($0) })
        let middle = range.lowerBound + left.count
        let sides = [(left, range.lowerBound..<middle), (right, middle..<range.upperBound)]
        for (rows, range) in sides where !rows.isEmpty {
          for feature in wrongFeatures(samples, range, rows) { faults.append("\(feature) after \(test)") }
        }
        // Without end if all rows went to one side.
        (rows, range) = sides[source.index(below: 2)]
        if rows.count > 1, source.index(below: 40) == 0 { break }
      }
    }
    withExtendedLifetime(space) {}
    return faults
  }

  private func test(of feature: Int, _ source: inout RandomSource) -> SplitTest {
    if source.index(below: 2) == 0 {
      let bounds = [source.index(below: cells[feature]), source.index(below: cells[feature])].sorted()
      return .range(low: UInt8(bounds[0]), high: UInt8(bounds[1]))
    }
    var set = SIMD4<UInt64>.zero
    for code in 0..<cells[feature] where source.index(below: 2) == 0 { set.insert(code: UInt8(code)) }
    return .set(set, codes: cells[feature])
  }

  private func total<Word: CountWord>(_ rows: [Int]) -> Word {
    rows.reduce(0) { sum, row in
      let weight = Word(multiplicity[row])
      return sum + 1 + weight << Word(Word.fieldBits) + (labels[row] == 1 ? weight : 0) << Word(2 * Word.fieldBits)
    }
  }

  /// The features whose counts of a node are not those of `rows`.
  private func wrongFeatures<Word>(_ samples: NodeSamples<Word>, _ range: Range<Int>, _ rows: [Int]) -> [Int] {
    var wrong: [Int] = []
    var first = 0
    // One to four at a time.
    while first < cells.count {
      let number = min(cells.count - first, 1 + first % 4)
      for slot in 0..<number { samples.batch[slot] = first + slot }
      samples.count(range, number)
      for slot in 0..<number {
        let histogram = samples.histogram(slot)
        let found = (0..<histogram.count).map { (histogram.code($0), histogram.word($0)) }
        let byCode = Dictionary(grouping: rows) { codes[$0][first + slot] }
        let defined = byCode.keys.sorted().map { ($0, total(byCode[$0]!) as Word) }
        if !found.elementsEqual(defined, by: ==) { wrong.append(first + slot) }
      }
      first += number
    }
    return wrong
  }
}
