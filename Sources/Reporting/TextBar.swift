/// Small pictures of numbers, made of block characters.
enum TextBar {
  private static let eighths = Array(" ▏▎▍▌▋▊▉█")
  private static let heights = Array("▁▂▃▄▅▆▇█")

  /// A bar as long as `share` of `width` columns, to an eighth of a column, padded to the width.
  static func bar(_ share: Double, width: Int) -> String {
    let filled = Int((max(0, min(1, share)) * Double(width * 8)).rounded())
    let whole = String(repeating: "█", count: filled / 8)
    let part = filled % 8 > 0 ? String(eighths[filled % 8]) : ""
    return whole + part + String(repeating: " ", count: width - whole.count - part.count)
  }

  /// One column a value, from the least to the greatest of them; a dot for no value.
  static func sparkline(_ values: [Double?]) -> String {
    let known = values.compactMap(\.self)
    guard let least = known.min(), let greatest = known.max() else { return "" }
    return String(
      values.map { value -> Character in
        guard let value else { return "·" }
        let share = greatest > least ? (value - least) / (greatest - least) : 1
        return heights[min(heights.count - 1, Int(share * Double(heights.count)))]
      })
  }
}
