/// A table of a page. Charts are drawn from the cells of tables, by their columns' fields, so a number stands once in the page.
struct PageTable: Sendable {
  struct Column: Sendable {
    /// What a chart calls it; letters, digits and underscores.
    let field: String
    let title: String

    init(_ field: String, _ title: String) {
      self.field = field
      self.title = title
    }
  }

  enum Cell: Sendable {
    case text(String)
    case figure(QuotedFigure)
    /// A name that stands in the JSON, such as a band of numbers; to a chart it is text, whatever it looks like.
    case word(QuotedFigure)
    /// Words and figures; no chart reads them.
    case mixed(HTML)
    case empty
  }

  let id: String
  let caption: HTML
  let columns: [Column]
  var rows: [[Cell]] = []

  init(_ id: String, caption: HTML, columns: [Column]) {
    self.id = id
    self.caption = caption
    self.columns = columns
  }

  mutating func add(_ cells: Cell...) { rows.append(cells) }
  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// The first cell of a row names it.
  var html: HTML {
    let isNumber = columns.indices.map { column in
      rows.contains { if $0.count > column, case .figure = $0[column] { true } else { false } }
    }
    let heads = columns.enumerated().map { index, column in
      HTML(
        "th", ["scope": "col", "data-field": column.field, "class": isNumber[index] ? "n" : nil],
        HTML(text: column.title))
    }
    return HTML(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "\(id)-caption"],
      HTML(
        "table", ["id": id],
        HTML("caption", ["id": "\(id)-caption"], HTML("span", [:], caption)),
        HTML("thead", [:], HTML("tr", [:], heads)),
        HTML("tbody", [:], rows.map(Self.row))))
  }

  private static func row(_ cells: [Cell]) -> HTML {
    HTML(
      "tr", [:],
      cells.enumerated().map { column, cell in
        let element = column == 0 ? "th" : "td"
        let scope = column == 0 ? "row" : nil
        return switch cell {
        case .text(let text): HTML(element, ["scope": scope], HTML(text: text))
        case .figure(let figure):
          HTML(element, ["scope": scope, "class": "n", "data-pointer": figure.pointer], HTML(text: figure.text))
        case .word(let word): HTML(element, ["scope": scope, "data-pointer": word.pointer], HTML(text: word.text))
        case .mixed(let html): HTML(element, ["scope": scope], html)
        case .empty: HTML(element, ["scope": scope])
        }
      })
  }
}
