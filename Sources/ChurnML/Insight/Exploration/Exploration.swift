/// What the user declares about the file.
public struct ExplorationSettings: Sendable, Equatable {
  /// Columns that are no features.
  public var ignore: [String] = []
  /// The column of how long each customer has been one; nil for a numeric one of that name, where there is one.
  public var tenure: String?
  /// nil for a snapshot.
  public var followedBy: FollowUpColumns?
  /// Shuffles behind each column's null.
  public var permutations = 999
  public var seed: UInt64 = 0

  public init() {}
}

/// A look at customers before any model: what each column holds, which columns go with churn, which repeat each other, which
/// say more together, and how churn goes over tenure.
///
/// Everything is counted on all rows, the ones that a model would be judged by among them. That is right for looking and
/// wrong for choosing features ahead of cross-validation.
public struct Exploration: Sendable {
  public let file: String
  public let digest: String
  public let target: Target
  public let settings: ExplorationSettings
  public let all: ChurnCount
  /// In the file's order.
  public let columns: [ColumnExploration]
  /// By falling bias-corrected Cramér's V, equal ones in the file's order.
  public let indicators: [Indicator]
  /// Features that cannot be judged, with the reason.
  public let unranked: [(column: String, reason: String)]
  public let pairs: PairExploration
  public let tenure: Figure<TenureExploration>
  public let survival: Figure<SurvivalExploration>
  public let notes: [DataNote]

  /// - Throws: `InputError` when the target is not usable, no feature is left, or a declared column is not there or does
  ///   not hold what it should.
  public init(
    _ table: Table, target: Target, settings: ExplorationSettings = ExplorationSettings(), jobs: Int
  ) throws(InputError) {
    let roles = ColumnRoles(table, target: target, settings)
    let unusable = table.columns.filter { roles[$0.name] == .empty && !settings.ignore.contains($0.name) }
    let data = try Dataset(from: table, target: target, ignore: settings.ignore + unusable.map(\.name))
    let labels = data.labels
    // Declared columns are looked up before anything is worked out.
    let followUp = try settings.followedBy.map { (columns) throws(InputError) in
      (columns, try columns.moments(table, labels: labels))
    }
    let tenureName = try Self.tenureColumn(table, settings)

    let explored = concurrentMap(count: table.columns.count, jobs: jobs) { index in
      ExploredColumn(table.columns[index], roles[table.columns[index].name], labels, settings, index: index)
    }
    let features = explored.compactMap(\.feature)
    var indicators = explored.compactMap { $0.indicator?.value }
    ShuffledIndicator.adjust(&indicators)
    file = table.name
    digest = table.digest
    self.target = target
    self.settings = settings
    all = ChurnCount(rows: data.rows, churned: data.positives)
    columns = explored.map(\.column)
    self.indicators = indicators.enumerated().sorted { a, b in
      (b.element.strength(.cramersV), a.offset) < (a.element.strength(.cramersV), b.offset)
    }.map(\.element)
    unranked = explored.compactMap { column in
      column.indicator?.reason.map { (column.column.summary.name, $0) }
    }
    pairs = PairExploration(features, labels: labels, jobs: jobs)
    tenure = Figure { () throws(Undefined) in
      guard let name = tenureName else {
        throw Undefined("no column of tenure was named; name it with --tenure")
      }
      guard
        let tenure = features.first(where: { $0.column.name == name })
          ?? table[name].map({ ExploredFeature($0, nil, labels: labels) })
      else { throw Undefined("there is no column \"\(name)\"") }
      return TenureExploration(
        tenure, isAssumed: settings.tenure == nil, features.filter { $0.column.name != name }, labels: labels,
        jobs: jobs)
    }
    survival = Figure { () throws(Undefined) in
      guard let (columns, followUp) = followUp else { throw Undefined(SurvivalExploration.undeclared) }
      return SurvivalExploration(columns, followUp, features, jobs: jobs)
    }
    notes = table.notes
  }

  private static func tenureColumn(_ table: Table, _ settings: ExplorationSettings) throws(InputError) -> String? {
    guard let name = settings.tenure else {
      return table.columns.first { $0.kind == .numeric && $0.name.lowercased() == "tenure" && !$0.isAllMissing }?.name
    }
    let column = try table.column(named: name)
    guard column.kind == .numeric, !column.isAllMissing else {
      throw InputError(at: table.name, "the tenure column \"\(name)\" holds no numbers; name one that does")
    }
    return name
  }
}
