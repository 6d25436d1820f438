import Testing

@testable import Reporting

@Suite("Room that text takes")
struct TextCellTests {
  @Test(
    "wide characters take two columns, marks none of their own",
    arguments: [("", 0), ("abc", 3), ("日本", 4), ("한국", 4), ("é", 1), ("e\u{301}", 1), ("🙂", 2), ("✓", 1), ("…", 1)])
  func width(text: String, columns: Int) { #expect(TextCells.width(text) == columns) }

  @Test("a name from data cannot break the line or reach the terminal")
  func controls() {
    #expect(TextCells.line("a\nb\tc\u{1B}[31m") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}[31m")
    var table = TextTable(["name", "n"])
    table.add(["日本\n", "1"])
    table.add(["abcdefg", "22"])
    #expect(table.text == "name      n\n日本\u{FFFD}     1\nabcdefg  22")
  }

  @Test(
    "text is cut to columns",
    arguments: [("abcdef", 4, "abc…"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…")])
  func cut(text: String, columns: Int, expected: String) { #expect(TextWrap.cut(text, to: columns) == expected) }
}

@Suite("Bars and sparklines")
struct TextBarTests {
  @Test(
    "a bar fills its share to an eighth of a column",
    arguments: [
      (0, "    "), (1, "████"), (0.5, "██  "), (0.25 + 1 / 32.0, "█▏  "), (1 / 64.0, "▏   "), (1.7, "████"),
      (-1, "    "),
    ] as [(Double, String)])
  func bar(share: Double, text: String) { #expect(TextBar.bar(share, width: 4) == text) }

  @Test(
    "a sparkline goes from the least to the greatest value",
    arguments: [
      ([], ""), ([3], "█"), ([1, 2], "▁█"), ([0, 0.5, 1, nil], "▁▅█·"), ([2, 2, 2], "███"),
      ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
    ] as [([Double?], String)])
  func sparkline(values: [Double?], text: String) { #expect(TextBar.sparkline(values) == text) }
}
