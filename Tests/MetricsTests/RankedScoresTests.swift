import ChurnML
import Testing

@Suite struct RankedScoresTests {
  /// Against Swift's own sort, with ties, negative numbers, both zeros and infinities.
  @Test func theOrderIsStableAndDescending() {
    var source = RandomSource(11)
    for round in 0..<40 {
      let count = source.index(below: 60) + (round % 10 == 0 ? 600 : 0)
      let scores = (0..<count).map { _ -> Double in
        switch source.index(below: 6) {
        case 0: return 0.0
        case 1: return -0.0
        case 2: return Double(source.index(below: 5)) - 2
        case 3: return source.unit() * 1e-300
        case 4: return -.infinity
        default: return source.unit()
        }
      }
      let labels = scores.map { _ in UInt8(source.index(below: 2)) }
      let ranked = RankedScores(labels: labels, scores: scores)
      let expected = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
      #expect(ranked.order.map(Int.init) == expected)
      let distinct = expected.map { scores[$0] }.reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
      #expect(ranked.threshold == distinct)
      #expect(ranked.contacted == distinct.map { score in scores.filter { $0 >= score }.count })
      #expect(
        ranked.churners == distinct.map { score in zip(labels, scores).filter { $0 == 1 && $1 >= score }.count })
    }
  }

  @Test func scoresThatAreNoNumbersAreRefused() {
    #expect(throws: InputError.self) { try checkScores([0.5, .nan], at: "scores.csv: a") }
    #expect(throws: Never.self) { try checkScores([0.5, -3], at: "scores.csv: a") }
  }

  @Test func foldsRankAsTheyWouldAlone() {
    var source = RandomSource(3)
    let scores = (0..<4).map { fold in (0..<(20 + fold)).map { _ in Double(source.index(below: 9)) / 8 } }
    let labels = scores.map { $0.map { _ in UInt8(source.index(below: 2)) } }
    let folds = RankedFolds(labels: labels, scores: scores)
    for fold in 0..<4 {
      let alone = RankedScores(labels: labels[fold], scores: scores[fold])
      #expect(folds.folds[fold].order == alone.order)
      #expect(folds.folds[fold].threshold == alone.threshold)
      #expect(folds.folds[fold].churners == alone.churners)
    }
    #expect(folds.pooled.count == scores.joined().count)
  }
}
