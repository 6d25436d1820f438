/// Gives the sets that the nodes of a forest ask for their questions.
struct QuestionNumbers {
  /// So many sets have questions; with more, answering would take a row longer than walking.
  private static let mostSets = 1024
  /// The sets of a feature of so few codes are found by their bits.
  private static let fewCodes = 8

  /// Words whose questions a node can name.
  private static let mostWords = Int(ForestLayout.Node.large) / 8

  private(set) var answers = RowAnswers()
  private let codes: [Int]
  private var sets = 0
  /// For each feature, the question that its next set has; a multiple of 8 if that takes a new word.
  private var next: [Int] = []
  /// For every feature and all bits of so few codes, the question for their set; 0 while there is none.
  private var byBits: [UInt16]
  private var others: [Asked: UInt16] = [:]

  private struct Asked: Hashable {
    let feature: Int
    let set: SIMD4<UInt64>
  }

  /// - Parameter codes: how many codes each feature has.
  init(codes: [Int]) {
    self.codes = codes
    byBits = [UInt16](repeating: 0, count: codes.count << Self.fewCodes)
    for (feature, count) in codes.enumerated() {
      let first = answers.addWord(feature: feature, codes: count)
      for code in 0..<count {
        answers.set(first, code: code, to: UInt8(code))
        answers.set(first + 1, code: code, to: UInt8(code) &- 1)
      }
      next.append(first + 2)
    }
  }

  /// The question for the code of a feature.
  static func ofCode(feature: Int) -> Int { 8 * feature }

  /// The question for the code of a feature, less 0 or 1; nil for one that a node cannot name.
  @inline(__always)
  func ofCode(feature: Int, less: UInt8) -> UInt16? {
    feature < Self.mostWords ? UInt16(Self.ofCode(feature: feature) + Int(less)) : nil
  }

  /// The question for a set; nil if too many have one.
  @inline(__always)
  mutating func ofSet(_ set: SIMD4<UInt64>, feature: Int) -> UInt16? {
    let isFew = codes[feature] <= Self.fewCodes
    let place = feature << Self.fewCodes + Int(set[0] & (1 << UInt64(codes[feature] & 63) - 1))
    let known = isFew ? byBits[place] : others[Asked(feature: feature, set: set)] ?? 0
    guard known == 0 else { return known }
    guard let added = add(set, feature) else { return nil }
    if isFew { byBits[place] = added } else { others[Asked(feature: feature, set: set)] = added }
    return added
  }

  private mutating func add(_ set: SIMD4<UInt64>, _ feature: Int) -> UInt16? {
    guard sets < Self.mostSets, answers.wordsPerRow < Self.mostWords else { return nil }
    if next[feature] % 8 == 0 { next[feature] = answers.addWord(feature: feature, codes: codes[feature]) }
    let question = next[feature]
    for code in 0..<codes[feature] where !set.contains(code: UInt8(code)) { answers.set(question, code: code, to: 1) }
    next[feature] += 1
    sets += 1
    return UInt16(question)
  }
}
