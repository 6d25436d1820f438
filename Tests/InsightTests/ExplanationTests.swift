import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Reporting
@testable import Workbench

@Suite struct ExplanationTests {
  /// By prediction itself: with the changes made, the model says what the counterfactual says, and that is a lower band or half.
  @Test func counterfactualsAreWhatTheModelSays() throws {
    let explained = try ExplainedRun.shared.get()
    let explainer = try Explainer(explained.run, model: nil, whatIf: true, stability: false, jobs: 2)
    let decision = try #require(try explained.run.decision("forest"))
    let verdict = decision.verdicts()
    let selected = try SelectedCustomers(
      explained.file, selection: CustomerSelection(rows: Array(0..<40)), for: explainer.model.facts, jobs: 2)
    let bands = ["Low", "Medium", "High"]
    var (found, none, byBand) = (0, 0, 0)
    for row in selected.rows.indices {
      let explanation = explainer.explanation(selected.columns, row: row)
      let before = explanation.reasons.probability
      for goal in explanation.whatIf?.json["goals"]?.items ?? [] {
        let items = goal["found"]?.items ?? []
        if items.isEmpty {
          none += 1
          #expect(goal["exhaustive"] == true)
          #expect(goal["sentence"]?.string?.hasPrefix("None exists: ") == true)
        }
        for item in items {
          found += 1
          var columns = selected.columns.map { $0.selecting([row]) }
          for change in item["changes"]?.items ?? [] { try Self.apply(change, to: &columns) }
          let after = explainer.model.classifier.predictProbability(columns, rows: [0], jobs: 1)[0]
          #expect(after == item["probability"]?.double)
          if goal["goal"] == "halve" {
            #expect(after <= before / 2)
          } else {
            byBand += 1
            let from = bands.firstIndex(of: verdict(before).band ?? "") ?? -1
            let to = bands.firstIndex(of: verdict(after).band ?? "") ?? .max
            #expect(goal["band"]?.string == bands[max(0, from)])
            #expect(to < from)
          }
        }
      }
    }
    #expect(found > 20 && byBand > 5 && none > 0)
  }

  private static func apply(_ change: JSON, to columns: inout [Column]) throws {
    let place = try #require(columns.firstIndex { $0.name == change["column"]?.string })
    switch columns[place].values {
    case .numeric:
      columns[place] = Column(name: columns[place].name, values: .numeric([try #require(change["to"]?.double)]))
    case .categorical(_, let categories):
      let code = try #require(categories.firstIndex { $0 == change["to"]?.string })
      columns[place] = Column(
        name: columns[place].name, values: .categorical(codes: [Int32(code)], categories: categories))
    }
  }

  /// One row by itself is the row among others: what a server is answered is what the command line prints.
  @Test func oneRowIsTheRowAmongOthers() throws {
    let explained = try ExplainedRun.shared.get()
    let explainer = try Explainer(explained.run, model: nil, whatIf: true, stability: true, jobs: 2)
    let selected = try SelectedCustomers(
      explained.file, selection: CustomerSelection(rows: [3, 8]), for: explainer.model.facts, jobs: 2)
    let all = explainer.explanations(selected.columns, rows: [0, 1], jobs: 2)
    for row in 0..<2 {
      #expect(explainer.explanation(selected.columns, row: row).json == all[row].json)
    }
    let stability = try #require(all[0].stability)
    #expect(stability.refits == 20 && stability.kept <= 20)
    #expect(stability.topReason == all[0].reasons.strongestFirst[0].column)
  }

  @Test func answersAreOfTheirSchema() throws {
    let explained = try ExplainedRun.shared.get()
    let schema = ExplainSchema.json
    let check = SchemaCheck()
    for model in ["forest", "logistic"] {
      let report = try explained.report(rows: [0, 1, 2, 3], model: model).json
      #expect(check.problems(report, schema["anyOf"]!.items[0]) == [])
    }
    let quick = try #require(explained.run.document("reasons.json"))
    #expect(check.problems(quick, schema["anyOf"]!.items[1]) == [])
    let whole = try RunReasons(whole: explained.run, jobs: 2).json
    #expect(check.problems(whole, schema["anyOf"]!.items[1]) == [])
    #expect(check.problems(["schema": "churnlab.explain/1"], schema["anyOf"]!.items[0]).count > 3)
  }

  /// To record a change: `CHURNLAB_RECORD=1 swift test --filter ExplanationTests`.
  @Test func theCommittedSchemaIsCurrent() throws {
    let file = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Experiments/explain.schema.json")
    let made = ExplainSchema.json.pretty
    if ProcessInfo.processInfo.environment["CHURNLAB_RECORD"] == "1" { try Data(made.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == made)
  }

  @Test func aRunHoldsReasonsThatAddUpAndThePageQuotesThem() throws {
    let explained = try ExplainedRun.shared.get()
    let reasons = try #require(explained.run.document("reasons.json"))
    let chosen = try #require(reasons["chosen"]?.items)
    #expect(chosen.count == 4)
    for customer in chosen {
      let steps = try #require(customer["steps"]?.items)
      #expect(steps[0]["from"] == customer["base"])
      let end = try #require(steps.last?["to"]?.double)
      #expect(abs(end - (customer["probability"]?.double ?? .nan)) < 1e-9)
    }
    // Without a cause or a link there is nothing in noise: calls lead.
    #expect(reasons["columns"]?.items.first?["column"] == "calls")
    #expect(try ReportCheck(explained.run, jobs: 2).record().damages.isEmpty)
  }

  @Test func everyAskedForCustomerThatIsRefusedIsAnError() throws {
    let explained = try ExplainedRun.shared.get()
    let bad = "\(explained.folder.path)/bad.csv"
    try "calls,plan,line,extra\n2,basic,no,yes\n".write(toFile: bad, atomically: true, encoding: .utf8)
    let error = #expect(throws: InputError.self) { try explained.report(file: bad) }
    #expect(
      error?.description
        == "row 0: line no does not go with extra yes in the data, and this customer has both; correct the customer, or "
        + "list the pair under explain.possible in the experiment file")
    try "calls,plan,line,extra\n2,basic,no,yes\n5,basic,yes,yes\n".write(toFile: bad, atomically: true, encoding: .utf8)
    let both = try explained.report(file: bad)
    #expect(both.customers.map { $0.explanation.whatIf?.refused == nil } == [false, true])
  }
}

/// As much of JSON Schema as ours use; members that the schema does not name are problems too.
private struct SchemaCheck {
  func problems(_ value: JSON, _ schema: JSON, at place: String = "") -> [String] {
    if let forms = schema["anyOf"]?.items {
      let all = forms.map { problems(value, $0, at: place) }
      return all.contains([]) ? [] : all.min { $0.count < $1.count } ?? []
    }
    if let constant = schema["const"] { return value == constant ? [] : ["\(place): not \(constant.compact)"] }
    if let words = schema["enum"]?.items { return words.contains(value) ? [] : ["\(place): not one of the words"] }
    let types = schema["type"]?.items.isEmpty == false ? schema["type"]!.items : [schema["type"] ?? .null]
    guard types.contains(where: { has(value, $0.string ?? "") }) else {
      return ["\(place): \(value.compact.prefix(40))"]
    }
    switch value {
    case .object(let members):
      let required = (schema["required"]?.items ?? []).compactMap(\.string).filter { value[$0] == nil }
      let properties = schema["properties"]
      return required.map { "\(place)/\($0): missing" }
        + members.flatMap { member -> [String] in
          let inner = "\(place)/\(member.key)"
          guard let form = properties?[member.key] ?? schema["additionalProperties"] else {
            return ["\(inner): not named"]
          }
          return problems(member.value, form, at: inner)
        }
    case .list(let items):
      guard let form = schema["items"] else { return [] }
      return items.enumerated().flatMap { problems($1, form, at: "\(place)/\($0)") }
    default: return []
    }
  }

  private func has(_ value: JSON, _ type: String) -> Bool {
    switch (value, type) {
    case (.object, "object"), (.list, "array"), (.text, "string"), (.boolean, "boolean"), (.null, "null"),
      (.integer, "integer"), (.integer, "number"), (.number, "number"):
      true
    default: false
    }
  }
}
