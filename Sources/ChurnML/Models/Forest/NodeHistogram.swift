/// A node's counts by the codes of one feature.
struct NodeHistogram<Word: CountWord> {
  let words: UnsafeMutablePointer<Word>
  let codes: UnsafeMutablePointer<UInt8>
  /// How many codes occur in the node.
  let count: Int

  /// The `place`-th of the codes that occur, in increasing order, or in the order `sort` left.
  @inline(__always)
  func code(_ place: Int) -> UInt8 { codes[place] }

  /// Counts of the rows of that code.
  @inline(__always)
  func word(_ place: Int) -> Word { words[Int(codes[place])] }

  /// Reorders the codes by insertion; equal ones keep their order.
  @inline(__always)
  func sort(_ precedes: (Word, Word) -> Bool) {
    for place in 1..<max(1, count) {
      let code = codes[place]
      let word = words[Int(code)]
      var hole = place
      while hole > 0, precedes(word, words[Int(codes[hole - 1])]) {
        codes[hole] = codes[hole - 1]
        hole -= 1
      }
      codes[hole] = code
    }
  }

  @inline(__always)
  func swapTwo() { (codes[0], codes[1]) = (codes[1], codes[0]) }

  /// Makes all cells zero again.
  @inline(__always)
  func clear() {
    for place in 0..<count { words[Int(codes[place])] = 0 }
  }
}
