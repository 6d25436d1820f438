/// What a row answers to everything that the nodes of a forest ask, a byte for each *question*. Of every feature the first is the
/// row's code and the second one less, so that a missing value, code 0, is below all others or, as 255, above them. Other
/// questions are for sets of codes: 0 if the row's is in it and 1 if not. A node's test is then the same for ranges and sets,
/// `answer > most`, and a node needs no more than 8 bytes.
///
/// Eight questions of one feature are a word. Its answers depend on the feature's code alone, so there is a table of words by
/// code, from which a row's are put together.
struct RowAnswers: Sendable, Equatable {
  private var words: [Word] = []
  private var table: [UInt64] = []

  private struct Word: Equatable {
    let feature: Int
    /// Where its answers begin in the table, code after code.
    let start: Int
  }

  var wordsPerRow: Int { words.count }

  /// Adds a word of questions of a feature with that many codes, whose answers are 0 as yet.
  /// - Returns: the first of the questions.
  mutating func addWord(feature: Int, codes: Int) -> Int {
    words.append(Word(feature: feature, start: table.count))
    table += [UInt64](repeating: 0, count: codes)
    return 8 * (words.count - 1)
  }

  /// Says what rows of a code answer.
  mutating func set(_ question: Int, code: Int, to answer: UInt8) {
    table[words[question / 8].start + code] |= UInt64(answer) << UInt64(question % 8 * 8)
  }

  /// Writes the answers of some rows of a matrix, row after row.
  func answer(_ matrix: BinnedMatrix, rows: Range<Int>, to answers: inout [UInt64]) {
    precondition(answers.count >= rows.count * wordsPerRow)
    let (codes, table) = (matrix.codes.span, table.span)
    var answers = answers.mutableSpan
    for (index, word) in words.enumerated() {
      var code = rows.lowerBound * matrix.features + word.feature
      var place = index
      for _ in rows {
        answers[place] = table[word.start &+ Int(codes[code])]
        code &+= matrix.features
        place &+= words.count
      }
    }
  }
}
