/// Knows the texts that stand for "no value".
struct MissingTokens: Sendable {
  private let tokens: TextDictionary

  init(_ tokens: [String]) {
    let trimmed = tokens.map { token in
      String(token.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
    self.tokens = TextDictionary(Set(trimmed).sorted())
  }

  /// Whether a cell is blank or, without the spaces around it, a missing token.
  func contain(_ bytes: RawSpan, _ field: CSVField) -> Bool {
    let (start, end) = DecimalNumber.trimmed(bytes, field.start, field.end)
    return start == end || tokens.find(bytes, CSVField(start: start, end: end)) != nil
  }
}
