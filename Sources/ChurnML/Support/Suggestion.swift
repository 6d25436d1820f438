/// "Did you mean": the word of a list that a misspelt word was most likely meant to be.
public enum Suggestion {
  /// The candidate with the smallest edit distance to `word`, ignoring case; nil when none is near.
  ///
  /// Near means at most one edit for every three letters of the longer word, and at least one. Of equally near
  /// candidates the first wins.
  public static func nearest(_ word: String, in candidates: [String]) -> String? {
    let letters = Array(word.lowercased())
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased())
      let limit = max(1, max(letters.count, other.count) / 3)
      let distance = editDistance(letters, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// `word`'s nearest candidate as the end of a sentence: `; did you mean "Churn"?`, or nothing when none is near.
  public static func clause(_ word: String, in candidates: [String]) -> String {
    nearest(word, in: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// The least number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`
  /// (optimal string alignment; Damerau, A technique for computer detection and correction of spelling errors, 1964).
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    // Three rows of the table: for the prefixes of `a` that are two, one and no letters shorter.
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: i, count: b.count + 1)
      for j in 1...b.count {
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
