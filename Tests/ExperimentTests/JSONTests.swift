import Testing
import Workbench

@Suite struct JSONTests {
  static let value: JSON = [
    "b": [1, 2, .number(0.1)], "a": ["z": .null, "y": [["x": true], []]], "t": "\"\\\n\u{1}é\u{2028}", "e": [:],
    "n": .number(.nan),
  ]

  @Test func compactKeepsTheOrderOfKeys() {
    #expect(
      Self.value.compact
        == #"{"b":[1,2,0.1],"a":{"z":null,"y":[{"x":true},[]]},"t":"\"\\\n\u0001é\u2028","e":{},"n":null}"#)
  }

  @Test func canonicalSortsThem() {
    #expect(
      Self.value.canonical
        == #"{"a":{"y":[{"x":true},[]],"z":null},"b":[1,2,0.1],"e":{},"n":null,"t":"\"\\\n\u0001é\u2028"}"#)
  }

  @Test func prettyGivesListsOfScalarsOneLine() {
    let value: JSON = ["a": [1, 2], "b": [["c": "d"]], "e": [:], "f": []]
    #expect(
      value.pretty == """
        {
          "a": [1, 2],
          "b": [
            {
              "c": "d"
            }
          ],
          "e": {},
          "f": []
        }

        """)
  }
}
