import ChurnML
import Workbench

/// The questions that describe a customer to a model, made from its columns and from what the data's customers look like.
struct CustomerForm: Sendable {
  struct Field: Sendable {
    enum Kind: Sendable {
      /// Values and what they are called.
      case choice([(value: String, label: String)])
      /// Too many to choose from at a glance: typed, with suggestions.
      case text(suggestions: [String])
      case number(isWhole: Bool, least: Double?, greatest: Double?)
    }

    /// The column's name.
    let name: String
    let label: String
    let kind: Kind
    /// What most customers have.
    let usual: String

    /// The range that the model has seen, in words.
    var hint: String? {
      guard case .number(_, let least?, let greatest?) = kind else { return nil }
      return "\(FormNumber.text(least)) to \(FormNumber.text(greatest))"
    }
  }

  let fields: [Field]
  let exclusions: [CustomerProfile.Exclusion]

  private static let choiceLimit = 30

  init(_ model: ModelFacts, profile: CustomerProfile?) {
    let known = Dictionary(profile?.features.map { ($0.name, $0) } ?? []) { first, _ in first }
    fields = model.features.features.map { Field($0, known[$0.name], choiceLimit: Self.choiceLimit) }
    exclusions = profile?.exclusions ?? []
  }

  /// A customer as usual as can be.
  var usual: [String: String] {
    Dictionary(fields.map { ($0.name, $0.usual) }) { first, _ in first }
  }

  /// Sentences on what cannot be together.
  func clashes(_ customer: [String: String]) -> [String] {
    exclusions.filter { customer[$0.column] == $0.category && customer[$0.otherColumn] == $0.otherCategory }
      .map { "\(words($0.column, $0.category)) and \(words($0.otherColumn, $0.otherCategory)) never go together." }
  }

  /// A column and its category as the form calls them.
  private func words(_ column: String, _ category: String) -> String {
    "\(fields.first { $0.name == column }?.label ?? column): \(category)"
  }

  /// Sentences on numbers that the model has seen nothing like.
  func strangers(_ customer: [String: String]) -> [String] {
    fields.compactMap { field in
      guard case .number(_, let least?, let greatest?) = field.kind, let number = Double(customer[field.name] ?? ""),
        !(least...greatest ~= number)
      else { return nil }
      return "\(field.label) \(FormNumber.text(number)) is beyond what the model has seen (\(field.hint ?? ""))."
    }
  }

  /// The customer as the API would be told.
  func json(_ customer: [String: String]) -> JSON {
    .object(
      fields.map { field in
        let value = customer[field.name] ?? ""
        return JSON.Member(field.name, value.isEmpty ? .null : .text(value))
      })
  }
}

extension CustomerForm.Field {
  fileprivate init(_ feature: FeatureSchema.Feature, _ profile: CustomerProfile.Feature?, choiceLimit: Int) {
    name = feature.name
    label = ReasonWords.title(feature.name)
    switch feature.kind {
    case .categorical:
      let categories = feature.categories ?? []
      kind =
        categories.count <= choiceLimit
        ? .choice(categories.map { ($0, $0) }) : .text(suggestions: Array(categories.prefix(1_000)))
      usual = profile?.mode ?? categories.first ?? ""
    case .numeric:
      usual = profile?.median.map(FormNumber.text) ?? ""
      if let numbers = profile?.numbers, numbers.count > 1 {
        let isFlag = numbers == [0, 1]
        kind = .choice(
          numbers.map { (FormNumber.text($0), isFlag ? ($0 == 1 ? "Yes" : "No") : FormNumber.text($0)) })
      } else {
        kind = .number(isWhole: profile?.isWhole ?? false, least: profile?.least, greatest: profile?.greatest)
      }
    }
  }
}

/// Numbers as one types them.
enum FormNumber {
  static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? number.description
  }
}
