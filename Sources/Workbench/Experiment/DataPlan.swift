public import ChurnML

/// Where the customers come from and how their columns are to be read.
public struct DataPlan: Sendable, Equatable {
  public enum Source: Sendable, Equatable {
    /// `path` as given in the file; `resolved` is the same file seen from where the program stands.
    case file(path: String, resolved: String)
    case builtin(name: String, rows: Int, seed: UInt64)
  }

  public let source: Source
  public let target: Target
  /// Columns that are no features, in the order given.
  public let ignore: [String]
  /// Kinds of columns that are not to be guessed.
  public let types: [String: ColumnKind]
  /// Words for a missing value, beside the blank cell.
  public let missing: [String]
  /// Nil to detect it.
  public let delimiter: Character?
  /// The column that names the customer, where a customer may have several rows.
  public let entity: String?
  /// The column that says when a row was seen: a number, or a date, which counts in days.
  public let asOf: String?
  /// How long after `asOf` churn was looked for, in its units.
  public let horizon: Double?
  /// Until when churn was looked for, as a cell of `asOf`; nil for the latest row.
  public let observedUntil: String?

  /// Columns that say what a row is, and are no features.
  var facts: [String] { [entity, asOf].compactMap(\.self) }

  public static let builtinNames = ["synthetic-telco"]
  private static let delimiters: [(name: String, character: Character)] = [
    (",", ","), (";", ";"), ("|", "|"), ("tab", "\t"),
  ]
}

extension DataPlan {
  private static let path = Key("path", .text, "a CSV file, absolute or relative to this file")
  private static let builtin = Key("builtin", .choice(builtinNames), "data that are made instead of read")
  private static let rows = Key(
    "rows", .integer(1...100_000_000), default: .integer(10_000), "how many customers to make; builtin data only")
  private static let seed = Key(
    "seed", .integer(0...Int.max), default: .integer(0), "what the making of builtin data starts from")
  private static let targetColumn = Key("column", .text, required: true, "the column that says who churned")
  private static let positive = Key(
    "positive", .text, required: true, "the text of that column's cells for those who churned")
  private static let target = Key("target", .section([targetColumn, positive]), "who churned")
  private static let ignore = Key("ignore", .either([.texts, .text]), "columns that are no features")
  private static let types = Key(
    "types", .named(.choice(ColumnKind.allCases.map(\.rawValue))), "kinds of columns that are not to be guessed")
  private static let missing = Key(
    "missing", .either([.texts, .text]), "words for a missing value; left out, the usual ones")
  private static let delimiter = Key(
    "delimiter", .choice(delimiters.map(\.name)), "what stands between cells; left out, it is detected")
  private static let entity = Key(
    "entity", .text, "the column that names the customer, where a customer may have several rows; no feature")
  private static let asOf = Key(
    "as_of", .text, "the column that says when each row was seen, by a number or a date such as 2024-06-30; no feature")
  private static let horizon = Key(
    "horizon", .scalar([.positive]),
    "how long after as_of churn was looked for, in its units, of dates in days; rows without full follow-up are left out"
  )
  private static let observedUntil = Key(
    "observed_until", .text, "until when churn was looked for; left out, the latest as_of")
  static let keys = [
    path, builtin, rows, seed, target, ignore, types, missing, delimiter, entity, asOf, horizon, observedUntil,
  ]

  /// - Parameter folder: what relative paths start from.
  init(_ node: ConfigNode, folder: String) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    source = try Self.source(fields, folder: folder)
    target = try Self.target(fields, of: source)
    ignore = try fields.texts(Self.ignore) ?? []
    if ignore.contains(target.column), let node = fields[Self.ignore] {
      throw node.error("\"\(target.column)\" is the target, which is never a feature; leave it out of this list")
    }
    types = try Self.types(fields)
    missing = try fields.words(Self.missing) ?? CSVOptions.defaultMissingTokens
    let name = try fields.textIfGiven(Self.delimiter)
    delimiter = Self.delimiters.first { $0.name == name }?.character
    entity = try fields.textIfGiven(Self.entity)
    asOf = try fields.textIfGiven(Self.asOf)
    horizon = try fields.value(Self.horizon)?.number
    observedUntil = try fields.textIfGiven(Self.observedUntil)
    try Self.check(fields, target)
  }

  private static func check(_ fields: Fields, _ target: Target) throws(InputError) {
    for key in [entity, asOf] {
      guard let node = fields[key], try node.text() == target.column else { continue }
      throw node.error("\"\(target.column)\" is the target; name another column")
    }
    if fields[asOf] == nil {
      try fields.refuse(horizon, because: "a horizon counts from when a row was seen, which as_of says")
    }
    if fields[horizon] == nil {
      try fields.refuse(observedUntil, because: "without a horizon nothing depends on it")
    }
  }

  private static func source(_ fields: Fields, folder: String) throws(InputError) -> Source {
    switch (fields[path], fields[builtin]) {
    case (nil, nil): throw fields.place.error("the key \"path\" is missing: give a CSV file")
    case (_?, let builtin?): throw builtin.error("path and builtin are both given; keep one")
    case (_?, nil):
      try fields.refuse(rows, seed, because: "only builtin data are made, and path names a file")
      let given = try fields.text(path)
      return .file(path: given, resolved: RelativePath.resolve(given, from: folder))
    case (nil, _?):
      return .builtin(
        name: try fields.text(builtin), rows: try fields.integer(rows), seed: UInt64(try fields.integer(seed)))
    }
  }

  private static func target(_ fields: Fields, of source: Source) throws(InputError) -> Target {
    guard let node = fields[target] else {
      // Builtin data have IBM's columns.
      if case .builtin = source { return Target(column: "Churn", positive: "Yes") }
      throw fields.place.error("the key \"target\" is missing: write target: {column: Churn, positive: \"Yes\"}")
    }
    let fields = try Fields(node, keys: [targetColumn, positive])
    return Target(column: try fields.text(targetColumn), positive: try fields.text(positive))
  }

  private static func types(_ fields: Fields) throws(InputError) -> [String: ColumnKind] {
    var kinds: [String: ColumnKind] = [:]
    let domains = [Hyperparameter.Domain.choice(ColumnKind.allCases.map(\.rawValue))]
    for entry in try fields[types]?.entries() ?? [] {
      guard case .text(let word) = try domains.value(of: entry.value) else { continue }
      kinds[entry.key] = ColumnKind(rawValue: word)
    }
    return kinds
  }

  /// How the data are read: all but where they stand.
  var reading: JSON {
    guard case .object(let members) = json(relativeTo: nil) else { return .null }
    return .object(members.filter { $0.key != "path" })
  }

  /// - Parameter folder: the relative paths in the result start from it; nil keeps them as given.
  func json(relativeTo folder: String?) -> JSON {
    var members: [JSON.Member] = []
    switch source {
    case .file(let path, let resolved):
      let path = folder.map { RelativePath.rewrite(path, resolved: resolved, from: $0) } ?? path
      members.append(.init("path", .text(path)))
    case .builtin(let name, let rows, let seed):
      members += [
        .init("builtin", .text(name)), .init("rows", .integer(rows)), .init("seed", .integer(Int(seed))),
      ]
    }
    let name = Self.delimiters.first { $0.character == delimiter }?.name
    return .object(
      members + [
        .init("target", ["column": .text(target.column), "positive": .text(target.positive)]),
        .init("ignore", .list(ignore.map { .text($0) })),
        .init("types", .object(types.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value.rawValue)) })),
        .init("missing", .list(missing.map { .text($0) })),
        .init("delimiter", name.map { .text($0) } ?? .null),
      ] + timeMembers)
  }

  /// Where they are given.
  private var timeMembers: [JSON.Member] {
    let members: [(String, JSON?)] = [
      ("entity", entity.map { .text($0) }), ("as_of", asOf.map { .text($0) }),
      ("horizon", horizon.map { .number($0) }), ("observed_until", observedUntil.map { .text($0) }),
    ]
    return members.compactMap { name, value in value.map { .init(name, $0) } }
  }
}
