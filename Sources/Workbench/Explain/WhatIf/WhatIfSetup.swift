internal import ChurnML

/// What may be changed about a run's customers, and what goes together: from the data's profile and the experiment file.
public struct WhatIfSetup: Sendable {
  /// A rule, and who says so.
  struct Rule: Sendable, Equatable {
    enum Source: String, Sendable {
      /// No customer of the data breaks it, though chance alone would have broken it often.
      case learnt
      /// The experiment file says it.
      case declared
    }

    let rule: ConsistencyRule
    let source: Source
  }

  let features: FeatureSchema
  let levers: [Lever]
  let rules: [Rule]
  /// Learnt rules that the experiment file lifts.
  let lifted: Int

  /// On every answer.
  public static let caution = "What the model associates, not what an offer would cause."

  /// - Parameter profile: of the data that the model was fitted on.
  init(_ plan: ExplainPlan, profile: CustomerProfile, features: FeatureSchema) {
    self.features = features
    let immutable = Set(plan.immutable.map(\.value))
    levers = features.features.enumerated().compactMap { place, feature in
      guard !immutable.contains(feature.name) else { return nil }
      return Self.lever(place, feature, plan, profile.features.first { $0.name == feature.name })
    }
    let reader = RuleReader(features: features)
    let learnt = profile.exclusions.compactMap(reader.rule) + (profile.limits ?? []).compactMap(reader.rule)
    let possible = plan.possible.map(\.value)
    let kept = learnt.filter { rule in !possible.contains { reader.lifts($0, rule) } }
    lifted = learnt.count - kept.count
    rules =
      kept.map { Rule(rule: $0, source: .learnt) }
      + plan.impossible.compactMap { reader.rule($0.value) }.map { Rule(rule: $0, source: .declared) }
  }

  func whatIf(_ classifier: any Classifier) -> WhatIf {
    WhatIf(
      classifier, levers: levers, rules: ConsistencyRules(rules.map(\.rule), columns: features.features.count))
  }

  private static func lever(
    _ place: Int, _ feature: FeatureSchema.Feature, _ plan: ExplainPlan, _ profile: CustomerProfile.Feature?
  ) -> Lever? {
    let direction = plan.direction(of: feature.name)
    let range = plan.range(of: feature.name)
    guard let categories = feature.categories else {
      let numbers = numbers(profile, range)
      return numbers.isEmpty ? nil : Lever(column: place, values: .numbers(numbers), direction: direction)
    }
    var allowed = Array(categories.indices)
    if case .categories(let names)? = range { allowed = names.compactMap { categories.firstIndex(of: $0) } }
    return Lever(column: place, values: .categories(allowed.map { Int32($0) }), direction: direction)
  }

  /// The data's deciles inside the range, and its ends.
  private static func numbers(_ profile: CustomerProfile.Feature?, _ range: ExplainPlan.Range?) -> [Double] {
    var numbers = profile?.deciles ?? []
    if case .numbers(let least, let greatest)? = range {
      numbers = numbers.filter { $0 >= least ?? -.infinity && $0 <= greatest ?? .infinity }
      numbers += [least, greatest].compactMap(\.self)
    }
    return Set(numbers).sorted()
  }
}

extension WhatIfSetup {
  /// Of a finished run.
  /// - Throws: for a run whose profile is missing.
  init(_ run: RunFolder, features: FeatureSchema) throws(InputError) {
    guard let profile = run.profile() else {
      throw InputError(
        at: run.path, "the run has no profile.json, from which rules are learnt; make it anew with churnlab run")
    }
    self.init(try run.experiment().explain, profile: profile, features: features)
  }
}

/// Turns names into places.
private struct RuleReader {
  let features: FeatureSchema

  private func place(_ column: String) -> Int? { features.features.firstIndex { $0.name == column } }

  private func code(_ category: String, of place: Int) -> Int32? {
    features.features[place].categories?.firstIndex(of: category).map { Int32($0) }
  }

  private func excludes(_ column: String, _ cell: String, _ other: String, _ otherCell: String) -> ConsistencyRule? {
    guard let column = place(column), let other = place(other), let code = self.code(cell, of: column),
      let otherCode = self.code(otherCell, of: other)
    else { return nil }
    return .excludes(column: column, code: code, other: other, otherCode: otherCode)
  }

  func rule(_ exclusion: CustomerProfile.Exclusion) -> ConsistencyRule? {
    excludes(exclusion.column, exclusion.category, exclusion.otherColumn, exclusion.otherCategory)
  }

  func rule(_ pair: ExplainPlan.Pair) -> ConsistencyRule? {
    excludes(pair.column, pair.cell, pair.other, pair.otherCell)
  }

  func rule(_ limit: CustomerProfile.Limit) -> ConsistencyRule? {
    guard let column = place(limit.column), let other = place(limit.otherColumn),
      let code = self.code(limit.category, of: column)
    else { return nil }
    return .limits(column: column, code: code, other: other, range: limit.least...limit.greatest)
  }

  /// Whether a pair that is possible takes the rule back; its columns may stand in either order.
  func lifts(_ pair: ExplainPlan.Pair, _ rule: ConsistencyRule) -> Bool {
    switch rule {
    case .excludes:
      return self.rule(pair) == rule || excludes(pair.other, pair.otherCell, pair.column, pair.cell) == rule
    case .limits(let column, let code, let other, _):
      let (category, number) =
        pair.cell == ExplainPlan.anyNumber
        ? ((pair.other, pair.otherCell), pair.column) : ((pair.column, pair.cell), pair.other)
      return place(number) == other && place(category.0) == column && self.code(category.1, of: column) == code
    }
  }
}
