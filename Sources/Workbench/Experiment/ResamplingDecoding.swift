internal import ChurnML

extension ResamplingPlan {
  private static let methods = ResamplingCatalogue.all.map { $0.name }
  private static let method = Key(
    "method", .choice(methods), default: .text(StratifiedKFold.name), "how rows are divided into folds")
  private static let folds = Key(
    "folds", .integer(2...1_000_000), default: .integer(5), "parts the rows are divided into; one is held out at a time"
  )
  private static let repeats = Key(
    "repeats", .integer(1...10_000), default: .integer(1),
    "how often the rows are divided anew; of a bootstrap how often they are drawn, 25 times unless given")
  private static let column = Key("column", .text, "the column that names each row's fold; predefined only")
  private static let group = Key(
    "group", .text,
    "the column whose equal values stay on one side; left out, data.entity; grouped, stratified_grouped, holdout, bootstrap"
  )
  private static let groups = Key("groups", .text, "as group")
  private static let gap = Key(
    "gap", .scalar([.nonNegative]),
    "from when a row was seen to the first row judged by it, at least data.horizon, which it is unless given; time only"
  )
  private static let testSize = Key(
    "test_size", .scalar([.integer(1...Int.max), .number(above: 0, through: 0.999)]), default: .number(0.25),
    "rows held out: a count, or a share written with a point; holdout only")
  private static let scheme = [method, folds, repeats, column, group, groups, gap, testSize]
  /// What a bootstrap draws unless told otherwise, as tidymodels does.
  private static let resamples = 25

  private static let outerMethod = Key(
    "method", .choice(methods), "how rows are divided into outer folds; left out, as the inner ones")
  private static let outerKeys = [outerMethod] + scheme.dropFirst()
  static let outer = Key(
    "outer", .either([.section(outerKeys), .integer(2...1_000_000)]),
    "nested cross-validation: the whole search is done anew inside each of these folds and judged on rows it never saw; "
      + "a number is that of its folds")
  static let keys = scheme + [outer]

  /// - Parameter data: says which column names the customer, and how long churn is looked for.
  init(_ node: ConfigNode, data: DataPlan) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    try self.init(fields, method: try fields.text(Self.method), data: data)
  }

  /// The outer folds around `inner`; nil where none are asked for.
  static func outer(
    _ node: ConfigNode, around inner: ResamplingPlan, data: DataPlan
  ) throws(InputError) -> ResamplingPlan? {
    guard var node = try Fields(node, keys: keys)[outer] else { return nil }
    if case .scalar = node.content {
      let entry = ConfigNode.Entry(key: Self.folds.name, place: node.place, value: node)
      node = ConfigNode(content: .section([entry]), place: node.place)
    }
    let fields = try Fields(node, keys: outerKeys)
    let usual = inner.group == nil ? StratifiedKFold.name : StratifiedGroupKFold.name
    let method = try fields.textIfGiven(outerMethod) ?? (inner.canBeOuter ? inner.method : usual)
    var plan = try ResamplingPlan(fields, method: method, data: data, group: inner.group)
    if fields[gap] == nil, case .time(let folds, _) = plan, case .time(_, let gap) = inner {
      plan = .time(folds: folds, gap: gap)
    }
    guard plan.canBeOuter else {
      throw fields.place.error(
        "outer folds by \(method) would put equal rows on both sides of the inner ones; use stratified_kfold")
    }
    if let group = inner.group, case .stratifiedKFold = plan {
      throw fields.place.error(
        "the inner folds keep the groups of \(group) whole, and the outer ones must too; use stratified_grouped")
    }
    return plan
  }

  private var canBeOuter: Bool {
    switch self {
    case .bootstrap, .outOfBag: false
    default: true
    }
  }

  private init(_ fields: Fields, method: String, data: DataPlan, group inherited: String? = nil) throws(InputError) {
    let used = Self.keysUsed(method)
    for key in Self.scheme where key.name != Self.method.name && !used.contains(key.name) {
      try fields.refuse(key, because: "method \(method) does not look at it")
    }
    func folds() throws(InputError) -> Int { try fields.integer(Self.folds) }
    func repeats() throws(InputError) -> Int { try fields.integer(Self.repeats) }
    let group = try Self.group(fields) ?? inherited ?? data.entity
    switch method {
    case GroupKFold.name:
      self = .grouped(folds: try folds(), repeats: try repeats(), group: try Self.required(group, fields, method))
    case StratifiedGroupKFold.name:
      self = .stratifiedGrouped(
        folds: try folds(), repeats: try repeats(), group: try Self.required(group, fields, method))
    case TimeSeriesSplit.name: self = .time(folds: try folds(), gap: try Self.gap(fields, data))
    case Holdout.name: self = .holdout(size: try Self.size(fields), group: group)
    case Bootstrap.name:
      self = .bootstrap(repeats: fields[Self.repeats] == nil ? Self.resamples : try repeats(), group: group)
    case PredefinedFolds.name: self = .predefined(column: try fields.text(Self.column))
    case OutOfBagRows.name: self = .outOfBag
    default: self = .stratifiedKFold(folds: try folds(), repeats: try repeats())
    }
  }

  private static func keysUsed(_ method: String) -> [String] {
    let keys: [Key] =
      switch method {
      case GroupKFold.name, StratifiedGroupKFold.name: [folds, repeats, group, groups]
      case TimeSeriesSplit.name: [folds, gap]
      case Holdout.name: [testSize, group, groups]
      case Bootstrap.name: [repeats, group, groups]
      case PredefinedFolds.name: [column]
      case OutOfBagRows.name: []
      default: [folds, repeats]
      }
    return keys.map(\.name)
  }

  private static func group(_ fields: Fields) throws(InputError) -> String? {
    if fields[group] != nil {
      try fields.refuse(groups, because: "group and groups are the same key")
    }
    if let name = try fields.textIfGiven(group) { return name }
    return try fields.textIfGiven(groups)
  }

  private static func required(_ group: String?, _ fields: Fields, _ method: String) throws(InputError) -> String {
    guard let group else {
      throw fields.place.error(
        "method \(method) needs to know which rows belong together; give group: COLUMN here, or entity in data")
    }
    return group
  }

  private static func size(_ fields: Fields) throws(InputError) -> Holdout.Size {
    if case .integer(let rows) = try fields.value(testSize) { return .rows(rows) }
    return .share(try fields.number(testSize))
  }

  private static func gap(_ fields: Fields, _ data: DataPlan) throws(InputError) -> Double {
    guard data.asOf != nil else {
      throw fields.place.error("method time needs to know when each row was seen; give as_of: COLUMN in data")
    }
    guard let node = fields[gap] else {
      guard let horizon = data.horizon else {
        throw fields.place.error(
          "method time needs to know how long after as_of churn is looked for; give horizon in data, or gap here")
      }
      return horizon
    }
    let given = try fields.value(gap)?.number ?? 0
    if let horizon = data.horizon, given < horizon {
      throw node.error(
        "a gap of \(given) is shorter than the horizon of \(horizon), so rows would be learned from before their outcome "
          + "was known; give at least \(horizon)")
    }
    return given
  }
}
