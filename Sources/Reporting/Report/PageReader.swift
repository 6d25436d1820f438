/// Reads what our own pages quote. It is no reader of HTML at large: pages here have no comments, and quotes hold text only.
/// Bytes are searched, not characters: there are hundreds of thousands.
struct PageReader {
  private let bytes: [UInt8]

  init(_ page: String) { bytes = Array(page.utf8) }

  /// Whether the page has the script that draws charts.
  var isDrawn: Bool { find("id=\"charts-script\"", from: 0) != nil }

  /// Every element with a pointer, in order.
  func quotes() -> [QuotedFigure] {
    let mark = " data-pointer=\""
    var quotes: [QuotedFigure] = []
    var next = 0
    while let start = find(mark, from: next) {
      let pointer = start + mark.utf8.count
      guard let quote = bytes[pointer...].firstIndex(of: UInt8(ascii: "\"")),
        let open = bytes[quote...].firstIndex(of: UInt8(ascii: ">")),
        let close = bytes[open...].firstIndex(of: UInt8(ascii: "<"))
      else { break }
      quotes.append(QuotedFigure(text: text(bytes[(open + 1)..<close]), pointer: text(bytes[pointer..<quote])))
      next = close
    }
    return quotes
  }

  /// Every number of the page's body as it is written, in text, pointers and charts; not those of the program's own scripts.
  func numbers() -> [String] {
    guard let start = find("<body>", from: 0) else { return [] }
    let end = find(" id=\"charts-failed\"", from: start) ?? find("<script>", from: start) ?? bytes.count
    var numbers: [String] = []
    var next = start
    while let first = bytes[next..<end].firstIndex(where: Self.isDigit) {
      next = bytes[first..<end].firstIndex { !Self.isDigit($0) && !Self.isPoint($0) } ?? end
      numbers.append(String(decoding: bytes[first..<next], as: UTF8.self))
    }
    return numbers
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isPoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }

  private func find(_ text: String, from start: Int) -> Int? {
    let text = Array(text.utf8)
    var next = start
    while let found = bytes[next...].firstIndex(of: text[0]) {
      if bytes[found...].starts(with: text) { return found }
      next = found + 1
    }
    return nil
  }

  /// Text with what `HTML` escapes put back.
  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
