import TestSupport
import Testing

@testable import ChurnML
@testable import Workbench

/// Counterfactuals of IBM's customers, held against what is known of a telephone company.
@Suite struct TelcoWhatIfTests {
  private static let immutable = ["gender", "SeniorCitizen", "tenure"]
  private static let plan = "explain: {immutable: [gender, SeniorCitizen, tenure], directions: {MonthlyCharges: down}}"
  private static let services = [
    "OnlineSecurity", "OnlineBackup", "DeviceProtection", "TechSupport", "StreamingTV", "StreamingMovies",
  ]

  private struct Telco {
    let data: Dataset
    let explainer: WhatIfExplainer
    let model: SavedModel

    init(_ text: String = plan, trees: Int = 10) throws {
      data = try TestSupport.Telco.dataset()
      let learner = try RandomForest([
        "n_estimators": .integer(trees), "max_depth": .integer(8), "min_samples_leaf": .integer(10),
      ])
      let forest = learner.fitted(
        to: data, rows: Array(0..<data.rows), context: FitContext(seed: 7, repeat: 0, fold: FitContext.refit, jobs: 2))
      let features = FeatureSchema(of: data.features)
      model = SavedModel(
        facts: ModelFacts(
          churnlab: "", experiment: "telco", seed: 7, model: "forest", params: [:], notes: [], features: features,
          target: data.target, missing: [], rows: data.rows, dataDigest: data.digest), classifier: forest)
      let experiment = try Experiment.read(
        """
        experiment: telco
        data: {path: telco.csv, target: {column: Churn, positive: "Yes"}}
        models: {forest: {}}
        \(text)
        """, name: "x.yaml", folder: "")
      try experiment.explain.check(data.features, rows: data.rows)
      let setup = WhatIfSetup(
        experiment.explain, profile: CustomerProfile(of: data.features, jobs: 2), features: features)
      explainer = WhatIfExplainer(setup, model, decision: nil)
    }

    func rules() -> Set<String> { Set(explainer.setup.ruleSentences) }
  }

  @Test func whatGoesTogetherIsLearnt() throws {
    let rules = try Telco().rules()
    for service in Self.services {
      for value in ["No", "Yes"] {
        #expect(rules.contains("InternetService No does not go with \(service) \(value)"))
      }
      #expect(rules.contains("InternetService DSL does not go with \(service) No internet service"))
    }
    #expect(rules.contains("PhoneService No does not go with MultipleLines Yes"))
    #expect(rules.contains("InternetService No goes with MonthlyCharges from 18.25 to 26.9"))
    #expect(!rules.contains { $0.contains("gender") })
  }

  /// `Scripts/test --full` asks for more than 10,000.
  @Test func noCounterfactualIsIllegal() throws {
    let telco = try Telco()
    let rows = Array(stride(from: 0, to: telco.data.rows, by: fullTests ? 2 : 230))
    let names = telco.data.features.map(\.name)
    let pairs = Self.pairs(telco.data)
    let answers = concurrentMap(count: rows.count, jobs: 2) {
      telco.explainer.answer(telco.data.features, row: rows[$0])
    }
    var checked = 0
    for (row, answer) in zip(rows, answers) {
      #expect(answer.refused == nil)
      let start = telco.data.features.map { CustomerCell($0, row: row) }
      for counterfactual in answer.answers.flatMap(\.answer.found) {
        var customer = start
        for change in counterfactual.changes {
          #expect(change.from == start[change.column] && change.to != change.from)
          #expect(!Self.immutable.contains(names[change.column]))
          customer[change.column] = change.to
        }
        checked += 1
        if let broken = Self.broken(customer, start, telco.data, pairs) { Issue.record("row \(row): \(broken)") }
      }
    }
    #expect(checked > (fullTests ? 10_000 : 30))
  }

  @Test func anIllegalStartIsRefusedUnlessTheFileSaysItIsPossible() throws {
    let telco = try Telco()
    let row = try #require(
      (0..<telco.data.rows).first { Self.text("InternetService", telco.data, $0) == "No" })
    var columns = telco.data.features.map { $0.selecting([row]) }
    let place = try #require(columns.firstIndex { $0.name == "OnlineSecurity" })
    guard case .categorical(_, let categories) = columns[place].values else { return }
    columns[place] = Column(
      name: "OnlineSecurity",
      values: .categorical(codes: [Int32(categories.firstIndex(of: "Yes") ?? 0)], categories: categories))
    let answer = telco.explainer.answer(columns, row: 0)
    #expect(answer.answers.isEmpty)
    #expect(answer.refused?.contains("InternetService No does not go with OnlineSecurity Yes") == true)
    // Every column that tells of no internet has to be told that this is possible.
    let others = Self.services.filter { $0 != "OnlineSecurity" }.map { "\($0): No internet service" }
    let possible = (["InternetService: \"No\""] + others).map { "{OnlineSecurity: \"Yes\", \($0)}" }
    let lifted = try Telco("explain: {possible: [\(possible.joined(separator: ", "))]}", trees: 3)
    #expect(lifted.explainer.answer(columns, row: 0).refused == nil)
    #expect(lifted.explainer.setup.lifted == 6)
  }

  @Test func aDeclaredRuleIsKept() throws {
    let text =
      "explain: {impossible: [{Contract: Two year, PaymentMethod: Electronic check}], possible: [{InternetService: \"No\", MonthlyCharges: any}]}"
    let rules = try Telco(text, trees: 3).rules()
    #expect(rules.contains("Contract Two year does not go with PaymentMethod Electronic check (declared)"))
    #expect(!rules.contains { $0.hasPrefix("InternetService No goes with MonthlyCharges") })
  }

  /// Pairs of categories that some customer has.
  private static func pairs(_ data: Dataset) -> Set<[Int32]> {
    var pairs: Set<[Int32]> = []
    let columns = data.features.enumerated().compactMap { place, column -> (Int32, [Int32])? in
      if case .categorical(let codes, _) = column.values { (Int32(place), codes) } else { nil }
    }
    for (index, (a, first)) in columns.enumerated() {
      for (b, second) in columns[..<index] {
        for row in 0..<data.rows { pairs.insert([a, first[row], b, second[row]]) }
      }
    }
    return pairs
  }

  /// What a telephone company knows, written down by hand; and that some customer has each pair of categories.
  private static func broken(
    _ customer: [CustomerCell], _ start: [CustomerCell], _ data: Dataset, _ pairs: Set<[Int32]>
  ) -> String? {
    func text(_ name: String) -> String {
      guard let place = data.features.firstIndex(where: { $0.name == name }),
        case .categorical(_, let categories) = data.features[place].values, case .category(let code) = customer[place]
      else { return "" }
      return categories[Int(code)]
    }
    for service in services where (text(service) == "No internet service") != (text("InternetService") == "No") {
      return service
    }
    if (text("MultipleLines") == "No phone service") != (text("PhoneService") == "No") { return "MultipleLines" }
    if text("PhoneService") == "No", text("InternetService") != "DSL" { return "nothing to pay for" }
    if let place = data.features.firstIndex(where: { $0.name == "MonthlyCharges" }),
      case (.number(let from), .number(let to)) = (start[place], customer[place]), to > from
    {
      return "a higher bill"
    }
    for a in customer.indices {
      guard case .category(let x) = customer[a] else { continue }
      for b in 0..<a {
        guard case .category(let y) = customer[b] else { continue }
        if !pairs.contains([Int32(a), x, Int32(b), y]) { return "a pair that nobody has" }
      }
    }
    return nil
  }

  private static func text(_ name: String, _ data: Dataset, _ row: Int) -> String? {
    data.features.first { $0.name == name }?.value(row: row).string
  }
}
