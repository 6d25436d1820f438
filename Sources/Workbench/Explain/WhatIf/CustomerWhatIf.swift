public import ChurnML

/// What the model would say of a customer who differs in the fewest columns, for each goal.
public struct CustomerWhatIf: Sendable {
  /// What is to be reached.
  enum Goal: Sendable, Equatable {
    /// Half of the customer's P(churned) or less.
    case halve(atMost: Double)
    /// A lower band than the customer's.
    case band(from: String, below: String)
  }

  let answers: [(goal: Goal, answer: WhatIf.Answer)]
  /// Why nothing can be asked of this customer; then there are no answers.
  public let refused: String?
  let words: WhatIfWords
  let levers: [Lever]

  /// Counterfactuals that are named of those with the fewest changes.
  private static let named = 3
}

extension CustomerWhatIf.Goal {
  var name: String { if case .halve = self { "halve" } else { "band" } }

  var words: String {
    switch self {
    case .halve(let most): "at most \(WhatIfWords.percent(most)), half the risk"
    case .band(let from, let below): "band \(below) or lower instead of \(from)"
    }
  }

  fileprivate var members: [JSON.Member] {
    switch self {
    case .halve(let most): [.init("goal", "halve"), .init("at_most", .number(most))]
    case .band(let from, let below):
      [.init("goal", "band"), .init("band", .text(from)), .init("at_most_band", .text(below))]
    }
  }
}

extension CustomerWhatIf {
  /// `{caution, refused, goals[{goal, words, changes, ways, found[{probability, changes[{column, from, to, words}], words}], tried,
  /// ruled_out, exhaustive, sentence}]}`.
  public var json: JSON {
    [
      "caution": .text(WhatIfSetup.caution), "refused": refused.map { .text($0) } ?? .null,
      "goals": .list(answers.map { json($0.goal, $0.answer) }),
    ]
  }

  private func json(_ goal: Goal, _ answer: WhatIf.Answer) -> JSON {
    .object(
      goal.members + [
        .init("words", .text(goal.words)),
        .init("changes", answer.found.first.map { .integer($0.changes.count) } ?? .null),
        .init("ways", .integer(answer.found.count)),
        .init("found", .list(answer.found.prefix(Self.named).map(json))),
        .init("tried", .integer(answer.tried)), .init("ruled_out", .integer(answer.ruledOut)),
        .init("exhaustive", .boolean(answer.isExhaustive)), .init("sentence", .text(sentence(answer))),
      ])
  }

  private func json(_ one: WhatIf.Counterfactual) -> JSON {
    [
      "probability": .number(one.probability),
      "changes": .list(
        one.changes.map { change in
          [
            "column": .text(words.name(change.column)), "from": words.value(change.from, of: change.column),
            "to": words.value(change.to, of: change.column), "words": .text(words.words(change)),
          ]
        }),
      "words": .text(words.sentence(one)),
    ]
  }

  /// Each goal with what is said of it.
  public var sentences: [(goal: String, answer: String)] { answers.map { ($0.goal.words, sentence($0.answer)) } }

  /// All of it on one line.
  var text: String {
    ([refused] + sentences.map { "\($0.goal): \($0.answer)" }).compactMap(\.self).joined(separator: " ")
      + (refused == nil ? " (\(WhatIfSetup.caution))" : "")
  }

  private func sentence(_ answer: WhatIf.Answer) -> String {
    if let best = answer.found.first { return words.sentence(best) }
    guard answer.isExhaustive else {
      return "None was found among \(WhatIfWords.count(answer.tried)) legal choices; none of up to "
        + "\(answer.ruledOut) \(answer.ruledOut == 1 ? "change" : "changes") exists."
    }
    guard answer.tried > 0 else { return "None exists: nothing about this customer may be changed." }
    let numeric = levers.compactMap { lever -> String? in
      if case .numbers(let numbers) = lever.values {
        "\(words.name(lever.column)) at \(numbers.count) values"
      } else {
        nil
      }
    }
    return "None exists: all \(WhatIfWords.count(answer.tried)) legal choices of the columns that may change were tried"
      + (numeric.isEmpty ? "." : ", \(WhatIfWords.list(numeric)).")
  }
}

/// Asks a run's model what if.
public struct WhatIfExplainer: Sendable {
  let setup: WhatIfSetup
  private let whatIf: WhatIf
  private let classifier: any Classifier
  private let banding: (names: [String], index: @Sendable (Double) -> Int)?

  init(_ setup: WhatIfSetup, _ model: SavedModel, decision: ModelDecision?) {
    self.setup = setup
    whatIf = setup.whatIf(model.classifier)
    classifier = model.classifier
    banding = decision?.banding()
  }

  /// For a model of a finished run.
  /// - Throws: for a run whose profile is missing.
  public init(_ run: RunFolder, _ model: SavedModel) throws(InputError) {
    self.init(
      try WhatIfSetup(run, features: model.facts.features), model, decision: try run.decision(model.facts.model))
  }

  /// - Parameter columns: of the model's schema, with its categories.
  func answer(_ columns: [Column], row: Int) -> CustomerWhatIf {
    let words = WhatIfWords(features: setup.features)
    if let mistake = whatIf.mistake(columns, row: row) {
      return refusing(
        "\(words.sentence(mistake)) in the data, and this customer has both; correct the customer, or list the "
          + "pair under explain.possible in the experiment file")
    }
    let probability = classifier.predictProbability(columns, rows: [row], jobs: 1)[0]
    var goals: [(goal: CustomerWhatIf.Goal, isReached: WhatIf.Goal)] = [
      (.halve(atMost: probability / 2), { $0 <= probability / 2 })
    ]
    if let banding {
      let own = banding.index(probability)
      if own > 0 {
        let index = banding.index
        goals.insert(
          (.band(from: banding.names[own], below: banding.names[own - 1]), { index($0) < own }), at: 0)
      }
    }
    let answers = whatIf.answers(columns, row: row, goals: goals.map(\.isReached)) ?? []
    return CustomerWhatIf(
      answers: zip(goals, answers).map { ($0.goal, $1) }, refused: nil, words: words, levers: setup.levers)
  }

  /// No answer, and why.
  func refusing(_ reason: String) -> CustomerWhatIf {
    CustomerWhatIf(
      answers: [], refused: reason, words: WhatIfWords(features: setup.features), levers: setup.levers)
  }
}

extension WhatIfSetup {
  /// Names of the columns that may change, and of those that stay.
  public var changeable: [String] { levers.map { features.features[$0.column].name } }
  public var fixed: [String] {
    let changeable = Set(levers.map(\.column))
    return features.features.indices.filter { !changeable.contains($0) }.map { features.features[$0].name }
  }

  /// Each rule in words, and whether it was declared.
  public var ruleSentences: [String] {
    let words = WhatIfWords(features: features)
    return rules.map { words.sentence($0.rule) + ($0.source == .declared ? " (declared)" : "") }
  }

  /// `{caution, levers[], immutable[], rules[{words, source}], lifted}`: what was allowed, for everyone to see and correct.
  var json: JSON {
    let words = WhatIfWords(features: features)
    return [
      "caution": .text(Self.caution),
      "levers": .list(levers.map { $0.json(words) }),
      "immutable": .list(fixed.map { .text($0) }),
      "rules": .list(
        rules.map { ["words": .text(words.sentence($0.rule)), "source": .text($0.source.rawValue)] }),
      "lifted": .integer(lifted),
    ]
  }
}

extension Lever {
  fileprivate func json(_ words: WhatIfWords) -> JSON {
    let cells: [CustomerCell] =
      switch values {
      case .numbers(let numbers): numbers.map { .number($0) }
      case .categories(let codes): codes.map { .category($0) }
      }
    return [
      "column": .text(words.name(column)), "direction": direction.map { .text($0.rawValue) } ?? .null,
      "values": .list(cells.map { words.value($0, of: column) }),
    ]
  }
}
