/// Where a fit happens: it keys every random choice, and says how many threads it may use.
public struct FitContext: Sendable {
  public let seed: UInt64
  public let `repeat`: Int
  /// The index of the fold held out; `refit` when all rows are used.
  public let fold: Int
  public let jobs: Int

  public static let refit = -1

  public init(seed: UInt64, repeat: Int, fold: Int, jobs: Int) {
    self.seed = seed
    self.repeat = `repeat`
    self.fold = fold
    self.jobs = jobs
  }
}

/// Checked hyperparameters that can be fitted.
///
/// A learner fits everything (medians, standardisation, knots, bins) on the rows it is given and on nothing else.
public protocol Learner: Sendable {
  /// The name in the experiment file.
  static var name: String { get }
  static var hyperparameters: [Hyperparameter] { get }
  /// Hyperparameters along which one call of `fitPath` is cheaper than separate fits; candidates that differ only
  /// in them form one fit group.
  static var pathHyperparameters: Set<String> { get }

  /// `values` holds every hyperparameter, each within its domains; throws when their combination is impossible.
  init(_ values: [String: HyperparameterValue]) throws(InputError)

  /// - Parameter rows: the analysis rows, increasing.
  func fit(_ data: Dataset, rows: [Int], context: FitContext) throws -> any Classifier

  /// `learners.map { $0.fit(...) }`, sharing work between the members of one fit group.
  static func fitPath(
    _ learners: [Self], _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> [any Classifier]
}

extension Learner {
  public static var pathHyperparameters: Set<String> { [] }

  public static func fitPath(
    _ learners: [Self], _ data: Dataset, rows: [Int], context: FitContext
  ) throws -> [any Classifier] {
    try learners.map { try $0.fit(data, rows: rows, context: context) }
  }
}

/// A fitted model.
public protocol Classifier: Sendable {
  /// Words for the record: separation met, columns dropped, categories pooled.
  var notes: [String] { get }

  /// P(churned) for each of `rows`, in their order.
  /// - Parameter features: columns in the order, and with the categories, of the training data.
  func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double]
}
