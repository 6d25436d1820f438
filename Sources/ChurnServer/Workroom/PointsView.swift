import ChurnML
import Reporting
import Workbench

/// Some of a run's points, sorted and filtered as asked.
struct PointsView {
  let id: RunID
  private let sort: String
  private let filter: String
  private let selection: PointTable.Selection?
  private let flaw: String?

  private static let limit = 50

  init(_ id: RunID, _ run: RunFolder, _ values: FormValues) {
    self.id = id
    sort = values["sort"] ?? ""
    filter = values["filter"] ?? ""
    do throws(InputError) {
      var conditions: [PointCondition] = []
      for text in filter.split(separator: ",") { conditions.append(try PointCondition(String(text))) }
      selection = try PointTable(run).select(
        columns: nil, sort: sort.isEmpty ? nil : sort, conditions: conditions, limit: Self.limit)
      flaw = nil
    } catch {
      selection = nil
      flaw = "\(error)".replacing("--sort", with: "Best by").replacing("--filter", with: "Only with")
    }
  }

  var section: HTML {
    HTML(
      "section", ["aria-labelledby": "points-heading"], HTML("h2", ["id": "points-heading"], "Points"),
      HTML(
        "form",
        [
          "class": "sheet", "method": "get", "action": id.path, "data-live": "\(id.path)/points",
          "data-target": "#points",
        ],
        HTML(
          "div", ["class": "fields"], field("sort", "Best by", sort, "log_loss"),
          field("filter", "Only with", filter, "max_depth<=8")),
        HTML("div", ["class": "buttons"], HTML("button", ["type": "submit"], "Show"))),
      HTML("div", ["id": "points", "role": "region", "aria-live": "polite", "aria-label": "Points"], inside))
  }

  private func field(_ name: String, _ label: String, _ value: String, _ example: String) -> HTML {
    HTML(
      "div", [:], HTML("label", ["for": name], HTML(text: label)),
      HTML("input", ["type": "text", "id": name, "name": name, "value": value, "placeholder": example]))
  }

  var inside: HTML {
    guard let selection else {
      return HTML("p", ["class": "note warn", "role": "alert"], HTML(text: flaw ?? ""))
    }
    let caption =
      "\(NumberText.count(selection.rows.count)) of \(NumberText.count(selection.matched)) points"
      + (selection.matched < selection.points ? " that meet the conditions" : "")
    return DataTable(
      id: "points-table", caption: caption, heads: selection.columns,
      rows: selection.rows.map { $0.map(Self.cell) }
    ).html
  }

  private static func cell(_ value: JSON) -> DataTable.Cell {
    switch value {
    case .integer(let value): .number(String(value))
    case .number(let value): .number(NumberText.short(value))
    case .text(let text): .text(text)
    case .boolean(let value): .text(value ? "true" : "false")
    default: .number(NumberText.none)
    }
  }
}
