import Testing

@testable import Reporting

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
