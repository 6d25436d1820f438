import Testing
import Workbench

@testable import Reporting

@Suite("HTML")
struct HTMLTests {
  @Test("text, attributes and interpolated words are escaped; markup is kept")
  func escapes() {
    let name = "<script>alert('&')</script>"
    #expect(HTML(text: name).markup == "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;")
    #expect(HTML("p", ["title": "\"\(name)"]).markup.hasPrefix("<p title=\"&quot;&lt;script&gt;"))
    let sentence: HTML = "by \(name) and \(HTML("b", [:], "<bold>"))"
    #expect(sentence.markup == "by \(HTML(text: name).markup) and <b>&lt;bold&gt;</b>")
  }

  @Test("control characters, which no page may hold, are replaced")
  func controls() {
    #expect(HTML(text: "a\u{0}b\u{1B}c\td").markup == "a\u{FFFD}b\u{FFFD}c\td")
    let name = JSON.text("a\u{1B}<&\"'\n")
    let quote = PageReader(QuotedFigure(text: name.string ?? "", pointer: "/a").words.markup).quotes().first
    #expect(quote.map { ReportCheck.agrees($0, name) } == true, "a name with such characters is no damage")
  }

  @Test("a specification cannot end the element it stands in")
  func specification() {
    let table = PageTable("t", caption: "t", columns: [.init("x", "x")])
    let chart = Chart(
      id: "c", title: "c", summary: "c", spec: ["mark": "</script><script>alert(1)</script>"], table: .own(table))
    let markup = chart.html(isDrawn: true).markup
    #expect(!markup.contains("</script><script>"))
    #expect(markup.contains("\\u003c/script>"))
  }
}
