import Reporting
import Workbench

extension CustomerForm.Field {
  /// The field for one version of the customer.
  /// - Parameters:
  ///   - version: `now` or `then`.
  ///   - isLabelled: false where a label of the whole row stands before it.
  func html(_ version: String, value: String, isLabelled: Bool) -> HTML {
    let id = "\(version)-\(name)"
    let input = input(
      id, "\(version).\(name)", value, isLabelled ? nil : "\(label), \(version == "now" ? "as is" : "changed")")
    guard isLabelled else { return input }
    let note = hint.map { HTML("span", ["class": "hint", "id": "\(id)-hint"], HTML(text: $0)) } ?? ""
    return HTML("div", [:], HTML("label", ["for": id], HTML(text: note.isEmpty ? label : "\(label) "), note), input)
  }

  private func input(_ id: String, _ field: String, _ value: String, _ spoken: String?) -> HTML {
    switch kind {
    case .choice(let choices):
      let isKnown = choices.contains { $0.value == value }
      let options = choices.map { choice in
        HTML(
          "option", ["value": choice.value, "selected": choice.value == value ? "" : nil], HTML(text: choice.label))
      }
      let unknown = HTML("option", ["value": "", "selected": isKnown ? nil : ""], "not known")
      return HTML("select", ["id": id, "name": field, "aria-label": spoken], options + [unknown])
    case .text(let suggestions):
      let list = "\(id)-list"
      return HTML([
        HTML(
          "input",
          [
            "type": "text", "id": id, "name": field, "value": value, "list": list, "aria-label": spoken,
            "placeholder": "not known",
          ]),
        HTML("datalist", ["id": list], suggestions.map { HTML("option", ["value": $0]) }),
      ])
    case .number(let isWhole, let least, _):
      // What was never below 0 cannot be; above there is no such bound.
      let bound = (least ?? -1) >= 0 ? "0" : nil
      return HTML(
        "input",
        [
          "type": "number", "id": id, "name": field, "value": value, "step": isWhole ? "1" : "any", "min": bound,
          "inputmode": isWhole ? "numeric" : "decimal", "aria-label": spoken, "placeholder": "not known",
          "aria-describedby": hint != nil && spoken == nil ? "\(id)-hint" : nil,
        ])
    }
  }
}
