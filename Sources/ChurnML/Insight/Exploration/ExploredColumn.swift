/// One column of the file, worked out by one thread.
struct ExploredColumn: Sendable {
  let column: ColumnExploration
  /// nil unless the column is a feature.
  let feature: ExploredFeature?
  let indicator: Figure<Indicator>?

  /// - Parameter index: of the column in the file; what its shuffles are drawn from.
  init(_ column: Column, _ role: ColumnExploration.Role, _ labels: [UInt8], _ settings: ExplorationSettings, index: Int)
  {
    guard role == .feature else {
      self.column = ColumnExploration(column, role: role, labels: labels)
      (feature, indicator) = (nil, nil)
      return
    }
    var values: ValueCounts?
    if case .numeric(let numbers) = column.values { values = ValueCounts(numbers, labels: labels) }
    let feature = ExploredFeature(column, values, labels: labels)
    var source = RandomSource(settings.seed, 0xE1, UInt64(index))
    self.feature = feature
    self.column = ColumnExploration(feature, values, labels: labels)
    indicator = Figure { () throws(Undefined) in
      try Indicator(
        column.name, feature.counts, values: values, permutations: settings.permutations, source: &source)
    }
  }
}

/// What each column is to the exploration.
struct ColumnRoles {
  private var roles: [String: ColumnExploration.Role] = [:]

  init(_ table: Table, target: Target, _ settings: ExplorationSettings) {
    for note in table.notes {
      let role: ColumnExploration.Role? =
        switch note.kind {
        case .identifier: .identifier
        case .constant: .constant
        case .allMissing: .empty
        case .manyCategories, .missingCells, .nonNumericCells: nil
        }
      if let role { for name in note.columns { roles[name] = role } }
    }
    if let times = settings.followedBy {
      for name in [times.entry, times.observation] { roles[name] = .time }
    }
    for name in settings.ignore { roles[name] = .ignored }
    roles[target.column] = .target
  }

  subscript(name: String) -> ColumnExploration.Role { roles[name] ?? .feature }
}
