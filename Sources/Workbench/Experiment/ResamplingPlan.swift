public import ChurnML

/// How rows are divided into analysis and assessment sets.
public enum ResamplingPlan: Sendable, Equatable {
  /// Each fold holds the same share of churners, as far as whole rows allow; the whole is done `repeats` times.
  case stratifiedKFold(folds: Int, repeats: Int)
  /// The rows that share a value of the column `group` stay on one side.
  case grouped(folds: Int, repeats: Int, group: String)
  case stratifiedGrouped(folds: Int, repeats: Int, group: String)
  /// Later rows are judged by models of earlier ones, `gap` apart in the units of `data.as_of`.
  case time(folds: Int, gap: Double)
  case holdout(size: Holdout.Size, group: String?)
  /// Drawn with replacement; the rows not drawn are assessed.
  case bootstrap(repeats: Int, group: String?)
  /// A column of the data names each row's fold. It is never a feature.
  case predefined(column: String)
  /// One fit on all rows, judged by the rows each tree left out of its bag. A quick look at forests; nothing else has out-of-bag
  /// rows.
  case outOfBag

  /// The method's name in the experiment file.
  public var method: String {
    switch self {
    case .stratifiedKFold: StratifiedKFold.name
    case .grouped: GroupKFold.name
    case .stratifiedGrouped: StratifiedGroupKFold.name
    case .time: TimeSeriesSplit.name
    case .holdout: Holdout.name
    case .bootstrap: Bootstrap.name
    case .predefined: PredefinedFolds.name
    case .outOfBag: OutOfBagRows.name
    }
  }

  /// The column whose values hold rows together.
  public var group: String? {
    switch self {
    case .grouped(_, _, let group), .stratifiedGrouped(_, _, let group): group
    case .holdout(_, let group), .bootstrap(_, let group): group
    case .stratifiedKFold, .time, .predefined, .outOfBag: nil
    }
  }

  /// The columns it reads, which are no features.
  var columns: [String] {
    if case .predefined(let column) = self { [column] } else { group.map { [$0] } ?? [] }
  }

  /// Whether every repeat has several folds, so that a cut-off can be chosen on some and judged on another.
  var crossFits: Bool {
    switch self {
    case .stratifiedKFold, .grouped, .stratifiedGrouped, .time, .predefined: true
    case .holdout, .bootstrap, .outOfBag: false
    }
  }
}

extension ResamplingPlan {
  var json: JSON {
    var members = [JSON.Member("method", .text(method))]
    switch self {
    case .stratifiedKFold(let folds, let repeats), .grouped(let folds, let repeats, _),
      .stratifiedGrouped(let folds, let repeats, _):
      members += [.init("folds", .integer(folds)), .init("repeats", .integer(repeats))]
    case .time(let folds, let gap): members += [.init("folds", .integer(folds)), .init("gap", .number(gap))]
    case .holdout(.share(let share), _): members.append(.init("test_size", .number(share)))
    case .holdout(.rows(let rows), _): members.append(.init("test_size", .integer(rows)))
    case .bootstrap(let repeats, _): members.append(.init("repeats", .integer(repeats)))
    case .predefined(let column): members.append(.init("column", .text(column)))
    case .outOfBag: break
    }
    if let group { members.append(.init("group", .text(group))) }
    return .object(members)
  }
}
