import ChurnML
import TestSupport
import Testing
import Workbench

/// Whatever a file holds, it is an experiment or it is answered with a place in it.
@Suite struct DamagedFileTests {
  private static let pieces = [
    "", " ", "\n", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a ", "*a", "!!int ", "? ", "|",
    ">",
    "~", "-1", "1e999", "99999999999999999999", ".nan", "%", "---\n", "\r\n", "é", "\u{2028}", "\0", "\u{E000}",
  ]

  @Test func isReadOrAnswered() {
    var source = RandomSource(2)
    let whole = Array(ExperimentTests.everything)
    for _ in 0..<lawRepetitions {
      var text = whole
      for _ in 0...source.index(below: 3) {
        let start = source.index(below: text.count)
        let end = min(text.count, start + source.index(below: 12))
        let piece =
          source.index(below: 3) == 0
          ? Array(whole[source.index(below: whole.count)...].prefix(source.index(below: 60)))
          : Array(Self.pieces[source.index(below: Self.pieces.count)])
        text.replaceSubrange(start..<end, with: piece)
      }
      let answer = Sample.failure(String(text))
      #expect(answer == "no error" || answer.hasPrefix("x.yaml:"), "\(String(text))")
    }
  }
}
