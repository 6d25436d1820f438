import Reporting

/// A table of figures whose rows are named by their first cell.
struct DataTable {
  enum Cell {
    case text(String)
    case number(String)
    case html(HTML)

    fileprivate var content: HTML {
      switch self {
      case .text(let text), .number(let text): HTML(text: text)
      case .html(let html): html
      }
    }

    fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
  }

  let id: String
  let caption: String
  let heads: [String]
  let rows: [[Cell]]

  var html: HTML {
    let numeric = heads.indices.map { column in rows.first?[column].isNumber ?? false }
    let head = heads.enumerated().map { column, name in
      HTML("th", ["scope": "col", "class": numeric[column] ? "n" : nil], HTML(text: name))
    }
    return HTML(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "\(id)-caption"],
      HTML(
        "table", ["id": id], HTML("caption", ["id": "\(id)-caption"], HTML(text: caption)),
        HTML("thead", [:], HTML("tr", [:], head)), HTML("tbody", [:], rows.map(Self.row))))
  }

  private static func row(_ cells: [Cell]) -> HTML {
    HTML(
      "tr", [:],
      cells.enumerated().map { column, cell in
        HTML(
          column == 0 ? "th" : "td", ["scope": column == 0 ? "row" : nil, "class": cell.isNumber ? "n" : nil],
          cell.content)
      })
  }
}
