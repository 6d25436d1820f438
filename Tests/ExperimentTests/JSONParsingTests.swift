import Testing

@testable import Workbench

@Suite("JSON is read")
struct JSONParsingTests {
  @Test(
    "what is written reads back, keys in their order",
    arguments: [
      JSON.null, true, 0, -7, 0.1, 1e-300, "", "a\"b\\c\n\u{1F600}\u{1}/", [], [1, [2, [3]], [:]],
      ["b": 1, "a": ["x": .null, "y": [0.5, "z"]]],
    ])
  func roundTrip(value: JSON) {
    #expect(JSON(parsing: value.compact.utf8) == value)
    #expect(JSON(parsing: value.pretty.utf8) == value)
  }

  @Test("escapes of RFC 8259")
  func escapes() {
    #expect(JSON(parsing: #""\u00e9\ud83d\ude00\/\b\f\t""#.utf8) == "é😀/\u{8}\u{C}\t")
    #expect(JSON(parsing: " [1E2 , -0.5e-1 ] \n".utf8) == [100.0, -0.05])
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"", "\"\\x\"", "\"\\ud800\"", "tru", "nul", "+1",
      ".5",
      "1 2", "[", "]", "\"a\nb\"", "--1", "1e", "{\"a\":1,}",
    ])
  func refusals(text: String) { #expect(JSON(parsing: text.utf8) == nil) }

  @Test("depth has an end, and bytes that are no UTF-8 are refused")
  func hostile() {
    #expect(JSON(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) == nil)
    #expect(JSON(parsing: [0x22, 0xFF, 0x22]) == nil)
  }

  /// The examples of RFC 6901, section 5.
  @Test("pointers lead where the standard says")
  func pointers() {
    let document: JSON = [
      "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, "k\"l": 6, " ": 7,
    ]
    #expect(document[pointer: ""] == document)
    for (pointer, value): (String, JSON) in [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/m~0n", 8), ("/k\"l", 6),
      ("/ ", 7),
    ] { #expect(document[pointer: pointer] == value, "\(pointer)") }
    for pointer in ["/foo/2", "/foo/-1", "/foo/bar", "/none", "/foo/0/0"] {
      #expect(document[pointer: pointer] == nil, "\(pointer)")
    }
    #expect("/" + JSON.pointerToken("m~n/a") == "/m~0n~1a")
  }
}
