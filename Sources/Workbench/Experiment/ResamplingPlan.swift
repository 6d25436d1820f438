internal import ChurnML

/// How rows are divided into analysis and assessment sets.
public enum ResamplingPlan: Sendable, Equatable {
  /// Each fold holds the same share of churners, as far as whole rows allow; the whole is done `repeats` times.
  case stratifiedKFold(folds: Int, repeats: Int)
  /// A column of the data names each row's fold. It is never a feature.
  case predefined(column: String)
  /// One fit on all rows, judged by the rows each tree left out of its bag. A quick look at forests; nothing else has out-of-bag
  /// rows.
  case outOfBag

  /// The method's name in the experiment file.
  public var method: String {
    switch self {
    case .stratifiedKFold: Self.stratifiedKFoldName
    case .predefined: Self.predefinedName
    case .outOfBag: Self.outOfBagName
    }
  }

  private static let stratifiedKFoldName = "stratified_kfold"
  private static let predefinedName = "predefined"
  private static let outOfBagName = "oob"
}

extension ResamplingPlan {
  private static let method = Key(
    "method", .choice([stratifiedKFoldName, predefinedName, outOfBagName]), default: .text(stratifiedKFoldName),
    "how rows are divided into folds")
  private static let folds = Key(
    "folds", .integer(2...1_000_000), default: .integer(5), "parts the rows are divided into; one is held out at a time"
  )
  private static let repeats = Key(
    "repeats", .integer(1...10_000), default: .integer(1), "how often the rows are divided anew")
  private static let column = Key("column", .text, "the column that names each row's fold; predefined only")
  static let keys = [method, folds, repeats, column]

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    let method = try fields.text(Self.method)
    if method == Self.outOfBagName {
      try fields.refuse(
        Self.folds, Self.repeats, Self.column, because: "with method oob each tree's own bag says what is held out")
      self = .outOfBag
    } else if method == Self.predefinedName {
      try fields.refuse(Self.folds, Self.repeats, because: "with method predefined the column says what the folds are")
      self = .predefined(column: try fields.text(Self.column))
    } else {
      try fields.refuse(Self.column, because: "a fold column goes with method predefined only")
      self = .stratifiedKFold(folds: try fields.integer(Self.folds), repeats: try fields.integer(Self.repeats))
    }
  }

  var json: JSON {
    switch self {
    case .stratifiedKFold(let folds, let repeats):
      ["method": .text(method), "folds": .integer(folds), "repeats": .integer(repeats)]
    case .outOfBag: ["method": .text(method)]
    case .predefined(let column): ["method": .text(method), "column": .text(column)]
    }
  }
}
