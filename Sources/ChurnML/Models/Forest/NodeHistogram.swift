/// A node's counts by the codes of one feature: of those that occur, in increasing order of code, or in the order `sort` left.
struct NodeHistogram<Word: CountWord> {
  private let words: Room<Word>
  private let codes: Room<UInt8>
  /// How many codes occur in the node.
  let count: Int

  init(words: Room<Word>, codes: Room<UInt8>, count: Int) {
    self.words = words
    self.codes = codes
    self.count = count
  }

  @inline(__always)
  func code(_ place: Int) -> UInt8 {
    assert(place < count)
    return codes[place]
  }

  /// Counts of the rows of that code.
  @inline(__always)
  func word(_ place: Int) -> Word {
    assert(place < count)
    return words[place]
  }

  /// Reorders the codes by insertion; equal ones keep their order.
  @inline(__always)
  func sort(_ precedes: (Word, Word) -> Bool) {
    for place in 1..<max(1, count) {
      let (code, word) = (codes[place], words[place])
      var hole = place
      while hole > 0, precedes(word, words[hole - 1]) {
        codes[hole] = codes[hole - 1]
        words[hole] = words[hole - 1]
        hole -= 1
      }
      codes[hole] = code
      words[hole] = word
    }
  }

  @inline(__always)
  func swapTwo() {
    (codes[0], codes[1]) = (codes[1], codes[0])
    (words[0], words[1]) = (words[1], words[0])
  }
}
