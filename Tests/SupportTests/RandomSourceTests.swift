import ChurnML
import Testing

@Suite struct RandomSourceTests {
  @Test func drawsDependOnTheKeyOnly() {
    var a = RandomSource(1, 2)
    var b = RandomSource(1, 2)
    var c = RandomSource(2, 1)
    let first = (0..<5).map { _ in a.next() }
    #expect(first == (0..<5).map { _ in b.next() })
    #expect(first != (0..<5).map { _ in c.next() })
  }

  /// Pearson's chi-square over 7 cells; 22.46 is exceeded with probability .001.
  @Test func indicesAreUniform() {
    var source = RandomSource(5)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[source.index(below: 7)] += 1 }
    let statistic = counts.map { Double(($0 - 10_000) * ($0 - 10_000)) / 10_000 }.reduce(0, +)
    #expect(statistic < 22.46)
  }

  @Test func shaHasTheKnownDigest() {
    #expect(SHA256.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
