/// The best split found so far in a node.
struct SplitCandidate<Word: CountWord> {
  var feature = -1
  var test = SplitTest.range(low: 0, high: 0)
  var left: Word = 0
  /// risk(left) + risk(right); smaller is better.
  var score = Double.infinity

  @inline(__always)
  var isFound: Bool { feature >= 0 }

  /// The bits of a score of `feature` must be below that for a division to be better than this: equal ones will do for a lower feature.
  @inline(__always)
  func bound(for feature: Int) -> UInt64 { score.bitPattern &+ (feature < self.feature ? 1 : 0) }
}

/// Chooses the best split of a node on one feature from its histogram.
///
/// Equal scores go to the lower feature, then to the lower cut; at one cut, to the split that sends missing rows right.
/// Codes that no row of the node has (missing and unseen ones too) go where most of the node's distinct rows go, at
/// equality left.
struct Splitter<Word: CountWord, Criterion: Impurity> {
  let minSamplesLeaf: Int
  let positiveWeight: Double
  let negativeWeight: Double

  @inline(__always)
  func risk(_ word: Word) -> Double {
    Criterion.risk(Double(word.positives) * positiveWeight, Double(word.negatives) * negativeWeight)
  }

  @inline(__always)
  private func isAllowed(_ left: Word, of total: Word) -> Bool {
    left.samples >= minSamplesLeaf && total.samples - left.samples >= minSamplesLeaf
  }

  /// The score of dividing `total` into `left` and the rest, as bits, which compare as numbers do that are not negative; above all
  /// others if the division is not allowed.
  @inline(__always)
  private func score(_ sides: Sides<Word, Criterion>, _ left: Word, of total: Word) -> UInt64 {
    isAllowed(left, of: total) ? sides.score(self).bitPattern : .max
  }

  /// Takes the division of `total` into `left` and the rest when it is allowed and better; says whether it did.
  @inline(__always)
  private func offer(
    _ left: Word, of total: Word, feature: Int, to best: inout SplitCandidate<Word>
  ) -> Bool {
    var sides = Sides<Word, Criterion>(total)
    sides.pass(left)
    let score = score(sides, left, of: total)
    guard score < best.bound(for: feature) else { return false }
    best.score = Double(bitPattern: score)
    best.feature = feature
    best.left = left
    return true
  }

  /// Takes the best cut of a histogram's order when it is better than the best so far; of equal ones the first.
  /// - Returns: the place before the cut, or -1.
  @inline(__always)
  private func offerCuts(
    _ histogram: NodeHistogram<Word>, of total: Word, feature: Int, to best: inout SplitCandidate<Word>
  ) -> Int {
    var least = best.bound(for: feature)
    var (cut, left) = (-1, 0 as Word)
    var sides = Sides<Word, Criterion>(total)
    var passed: Word = 0
    for place in 0..<histogram.count - 1 {
      let word = histogram.word(place)
      passed &+= word
      sides.pass(word)
      // Chosen without a branch, which would be mispredicted.
      let own = score(sides, passed, of: total)
      let isBetter = own < least
      least = isBetter ? own : least
      cut = isBetter ? place : cut
      left = isBetter ? passed : left
    }
    if cut >= 0 { (best.score, best.feature, best.left) = (Double(bitPattern: least), feature, left) }
    return cut
  }

  /// Looks at every cut between the occupied bins of a numeric feature, with missing rows on either side.
  @inline(__always)
  func scanNumeric(
    _ histogram: NodeHistogram<Word>, total: Word, feature: Int, best: inout SplitCandidate<Word>
  ) {
    if histogram.code(0) == FeatureBins.missing {
      scanNumericWithMissing(histogram, total: total, feature: feature, best: &best)
      return
    }
    let cut = offerCuts(histogram, of: total, feature: feature, to: &best)
    if cut >= 0 {
      best.test = .range(low: 2 * best.left.samples >= total.samples ? 0 : 1, high: histogram.code(cut))
    }
  }

  private func scanNumericWithMissing(
    _ histogram: NodeHistogram<Word>, total: Word, feature: Int, best: inout SplitCandidate<Word>
  ) {
    let missing = histogram.word(0)
    var left: Word = 0
    for place in 1..<histogram.count {
      let code = histogram.code(place)
      left &+= histogram.word(place)
      if offer(left, of: total, feature: feature, to: &best) { best.test = .range(low: 1, high: code) }
      if place < histogram.count - 1, offer(left &+ missing, of: total, feature: feature, to: &best) {
        best.test = .range(low: 0, high: code)
      }
    }
  }

  /// Orders the node's categories, missing being one of them, by positive rate and looks at every cut of that order: for two
  /// classes the best of all subsets is among them (Fisher 1958; Breiman et al. 1984, theorem 4.5). Equal rates stand in
  /// code order.
  /// - Parameter codes: how many the feature can have, missing and unseen among them.
  func scanCategorical(
    _ histogram: NodeHistogram<Word>, total: Word, feature: Int, codes: Int, best: inout SplitCandidate<Word>
  ) {
    if histogram.count == 2 { return scanTwo(histogram, total: total, feature: feature, codes: codes, best: &best) }
    histogram.sort { $0.hasLowerRate(than: $1) }
    let cut = offerCuts(histogram, of: total, feature: feature, to: &best)
    if cut >= 0 { best.test = Self.test(histogram, cut: cut + 1, best.left, of: total, codes: codes) }
  }

  /// The same of two categories, which most nodes have: one cut.
  @inline(__always)
  private func scanTwo(
    _ histogram: NodeHistogram<Word>, total: Word, feature: Int, codes: Int, best: inout SplitCandidate<Word>
  ) {
    let isSwapped = histogram.word(1).hasLowerRate(than: histogram.word(0))
    guard offer(histogram.word(isSwapped ? 1 : 0), of: total, feature: feature, to: &best) else { return }
    if isSwapped { histogram.swapTwo() }
    best.test = Self.test(histogram, cut: 1, best.left, of: total, codes: codes)
  }

  /// The codes left of a cut. What does not occur in the node stands where most rows go.
  @inline(__always)
  private static func test(
    _ histogram: NodeHistogram<Word>, cut: Int, _ left: Word, of total: Word, codes: Int
  ) -> SplitTest {
    let restGoesLeft = 2 * left.samples >= total.samples
    let places = restGoesLeft ? cut..<histogram.count : 0..<cut
    if codes <= Tree.Node.codesOfBits {
      var bits: UInt32 = 0
      for place in places { bits |= 1 &<< UInt32(histogram.code(place)) }
      return .set(bits: restGoesLeft ? ~bits : bits)
    }
    var set = SIMD4<UInt64>.zero
    for place in places { set.insert(code: histogram.code(place)) }
    return .set(restGoesLeft ? ~set : set, codes: codes)
  }
}

/// The class counts left and right of a cut, as numbers: whole ones below 2^53, so that adding them up is exact.
private struct Sides<Word: CountWord, Criterion: Impurity> {
  private var positives: SIMD2<Double>
  private var negatives: SIMD2<Double>

  /// Everything is right.
  @inline(__always)
  init(_ total: Word) {
    positives = SIMD2(0, Double(total.positives))
    negatives = SIMD2(0, Double(total.negatives))
  }

  /// Moves rows from the right to the left.
  @inline(__always)
  mutating func pass(_ word: Word) {
    let (positive, negative) = (Double(word.positives), Double(word.negatives))
    positives += SIMD2(positive, -positive)
    negatives += SIMD2(negative, -negative)
  }

  /// risk(left) + risk(right).
  @inline(__always)
  func score(_ splitter: Splitter<Word, Criterion>) -> Double {
    let risks = Criterion.risk(positives * splitter.positiveWeight, negatives * splitter.negativeWeight)
    return risks[0] + risks[1]
  }
}
