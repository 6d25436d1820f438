/// What matters to a way of learning, judged on rows that its models have not seen.
///
/// - permutation importance of each column and of each group of columns that repeat each other, over the folds;
/// - its null: the same figure of shadows, copies of all columns whose rows are shuffled, which are learnt from beside the
///   columns (Kursa and Rudnicki 2010: Feature selection with the Boruta package), so that they have the same values and say
///   nothing;
/// - drop-column importance of the strongest: what is lost when a model is learnt without it.
public struct ImportanceStudy: Sendable {
  public struct Column: Sendable {
    public let column: Int
    public let importance: FoldEstimate
    public let null: FoldEstimate
    /// Where the mean importance of a column that says nothing would lie, 95 % of the time.
    public var nullRange: (low: Double, high: Double)? { try? null.prediction(ofMeanOver: importance.folds.count) }
  }

  public struct Group: Sendable {
    public let columns: [Int]
    public let importance: FoldEstimate
  }

  /// In the columns' order.
  public let columns: [Column]
  /// Of two columns and more.
  public let groups: [Group]
  /// The strongest columns first.
  public let dropped: [Group]
  public let metric: String
  /// Of the models as they are, on the mean.
  public let value: FoldEstimate

  /// How it is carried out.
  public struct Settings: Sendable {
    public var permutations = 5
    /// Shadow copies that the null is made of, each learnt from anew in every fold.
    public var shadows = 2
    /// Columns that models are learnt without.
    public var dropped = 5
    public var seed: UInt64 = 0

    public init() {}
  }

  /// Learns a model on the split's analysis rows.
  public typealias Fit = @Sendable (Dataset, Split) throws -> any Classifier

  /// - Parameters:
  ///   - splits: of one repeat; folds on which the metric has no value are left out.
  ///   - groups: see `ColumnGroups`.
  /// - Throws: what `fit` throws, and `Undefined` where no fold is left.
  public init(
    _ data: Dataset, splits: [Split], groups: [[Int]], metric: any Metric, settings: Settings = Settings(), jobs: Int,
    fit: Fit
  ) throws {
    let count = data.features.count
    let study = PermutationImportance(metric: metric, permutations: settings.permutations, seed: settings.seed)
    let singles = (0..<count).map { [$0] }
    var folds: [(split: Split, values: [Double], whole: Double)] = []
    var nulls: [[Double]] = []
    for split in splits {
      let classifier = try fit(data, split)
      guard let whole = try? Self.value(classifier, data, split.assessment, metric, jobs) else { continue }
      let values = try study.worsening(
        classifier, data, rows: split.assessment, groups: singles + groups, fold: split.fold, jobs: jobs)
      folds.append((split, values, whole))
      for shadow in 0..<settings.shadows {
        let shadowed = data.withShadows(seed: settings.seed, number: shadow)
        let classifier = try fit(shadowed, split)
        nulls.append(
          try study.worsening(
            classifier, shadowed, rows: split.assessment, groups: singles.map { [$0[0] + count] }, fold: split.fold,
            jobs: jobs))
      }
    }
    guard let first = folds.first else { throw Undefined("the metric has no value in any fold") }
    let testShare = Double(first.split.assessment.count) / Double(max(1, first.split.analysis.count))
    func estimate(_ values: [Double]) -> FoldEstimate { FoldEstimate(folds: values, testShare: testShare) }
    self.metric = type(of: metric).name
    value = estimate(folds.map(\.whole))
    columns = (0..<count).map { column in
      Column(
        column: column, importance: estimate(folds.map { $0.values[column] }),
        null: estimate(nulls.map { $0[column] }))
    }
    self.groups = groups.indices.map { index in
      Group(columns: groups[index], importance: estimate(folds.map { $0.values[count + index] }))
    }
    let strongest = columns.sorted { a, b in
      (b.importance.mean, a.column) < (a.importance.mean, b.column)
    }.prefix(count > 1 ? settings.dropped : 0)
    dropped = try strongest.map { column in
      let losses = try folds.map { fold in
        let without = data.without(column: column.column)
        let value = try Self.value(try fit(without, fold.split), without, fold.split.assessment, metric, jobs)
        return type(of: metric).direction == .maximize ? fold.whole - value : value - fold.whole
      }
      return Group(columns: [column.column], importance: estimate(losses))
    }
  }

  private static func value(
    _ classifier: any Classifier, _ data: Dataset, _ rows: [Int], _ metric: any Metric, _ jobs: Int
  ) throws(Undefined) -> Double {
    let scores = classifier.predictProbability(data.features, rows: rows, jobs: jobs)
    return try metric.value(of: RankedScores(labels: rows.map { data.labels[$0] }, scores: scores))
  }
}

extension Dataset {
  /// With a shuffled copy of every column behind the columns, all in one order, so that what they say of each other stays.
  fileprivate func withShadows(seed: UInt64, number: Int) -> Dataset {
    var source = RandomSource(seed, 0x5AD0, UInt64(number))
    var order = Array(0..<rows)
    source.shuffle(&order)
    let shadows = features.map { Column(name: "shadow of \($0.name)", values: $0.selecting(order).values) }
    return Dataset(features: features + shadows, labels: labels, target: target, digest: digest)
  }

  fileprivate func without(column: Int) -> Dataset {
    var features = features
    features.remove(at: column)
    return Dataset(features: features, labels: labels, target: target, digest: digest)
  }
}
