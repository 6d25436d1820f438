import Foundation
import Testing

@testable import ChurnServer

@Suite struct JSONScannerTests {
  private func isJSON(_ text: String) -> Bool {
    var scanner = JSONScanner(Array(text.utf8), depth: 16)
    do {
      try scanner.skip()
      try scanner.finish()
      return true
    } catch { return false }
  }

  @Test(arguments: [
    "{}", "[]", "0", "-0", "1e5", "1E+5", "-1.5e-7", "\"\"", "\"a\"", "true", "false", "null", " [1, 2 ,3 ] ",
    "{\"a\":{\"b\":[]}}",
    "\"\\u00e9\\n\"", "\"\\ud83d\\ude00\"", "[0.0, -0.0e0]", "\t\r\n1 ", "{\"\":0,\"\":1}", "\"\u{7F}\u{2028}\"",
  ])
  func takesWhatRFC8259Says(text: String) { #expect(isJSON(text)) }

  @Test(arguments: [
    "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "--1", "nul", "tru", "[1 2]", "{\"a\" 1}", "\"",
    "\"\\x\"",
    "\"\\u12g4\"", "\"\t\"", "[", "{", "]", "", " ", "{\"a\":}", "[\"a\"", "NaN", "Infinity", "1 2", "{\"a\":1}}",
    "\"a\\",
    "\"\\u12", "/**/1", "'a'", "[1,,2]", "{,}", "1e5.5", "-", "\u{FEFF}1", "0x10", "1_000", "True", "[1]x",
    "{\"a\":1 \"b\":2}",
    "-01", "1.e5", "\u{A0}1", "{1:2}",
  ])
  func refusesAllElse(text: String) { #expect(!isJSON(text)) }

  @Test func everyTornTextIsRefused() {
    let text = #"{"a": [1, -2.5e3, "x\u00e9\\", true, null], "b": {"c": "d"}}"#
    #expect(isJSON(text))
    for count in 0..<text.utf8.count {
      #expect(!isJSON(String(decoding: Array(text.utf8).prefix(count), as: UTF8.self)))
    }
  }

  @Test(arguments: [
    ("\"a\\u00e9b\"", "aéb"), ("\"\\ud83d\\ude00!\"", "😀!"),
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"),
    ("\"\\ud83d\"", "\u{FFFD}"), ("\"é\\u0041ü\"", "éAü"),
  ])
  func saysWhatAStringSays(json: String, text: String) throws {
    var scanner = JSONScanner(Array(json.utf8), depth: 16)
    #expect(try scanner.kind() == .text)
    let read = try scanner.text()
    #expect(scanner.string(read) == text)
  }

  @Test func depthHasALimit() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(isJSON(nested(16)))
    #expect(!isJSON(nested(17)))
    #expect(!isJSON(nested(100_000)))
  }

  @Test func aFaultSaysWhereItIs() {
    var scanner = JSONScanner(Array("{\"a\": 1, b}".utf8), depth: 16)
    #expect(throws: JSONScanner.Fault(offset: 9, reason: "a name in quotes is expected")) { try scanner.skip() }
  }
}
