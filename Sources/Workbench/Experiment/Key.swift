internal import ChurnML

/// One key of the experiment file: the single place that decoding, defaults and the published schema read.
struct Key: Sendable {
  let name: String
  let form: ValueForm
  /// What stands there when the key is left out; nil when nothing does, or the key is required.
  let defaultValue: HyperparameterValue?
  let isRequired: Bool
  /// One line for people.
  let summary: String

  init(
    _ name: String, _ form: ValueForm, default defaultValue: HyperparameterValue? = nil, required: Bool = false,
    _ summary: String
  ) {
    self.name = name
    self.form = form
    self.defaultValue = defaultValue
    self.isRequired = required
    self.summary = summary
  }
}

/// What may stand behind a key.
indirect enum ValueForm: Sendable {
  case scalar([Hyperparameter.Domain])
  /// Any text, compared letter by letter: names of columns, words of cells.
  case text
  case texts
  /// A list of scalars.
  case numbers([Hyperparameter.Domain])
  /// A list of distinct words out of these.
  case choices([String])
  /// Any names, each with such a value behind it.
  case named(ValueForm)
  case list(ValueForm)
  case section([Key])
  case sections([Key])
  case either([ValueForm])
  case models([LearnerSpecification])

  static func integer(_ range: ClosedRange<Int>) -> ValueForm { .scalar([.integer(range)]) }
  static func choice(_ names: [String]) -> ValueForm { .scalar([.choice(names)]) }
}

extension Hyperparameter.Domain {
  static let positive = Self.number(above: 0, through: .greatestFiniteMagnitude)
  static let nonNegative = Self.numberFrom(0, through: .greatestFiniteMagnitude)
  /// A probability or a share, both ends included.
  static let share = Self.numberFrom(0, through: 1)
}
