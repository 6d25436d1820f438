/// What every tree of a fit group has in common. Two candidates that differ here need separate fits.
/// Parameters mean what they mean in scikit-learn's `RandomForestClassifier`.
public struct ForestSettings: Sendable, Hashable {
  public enum Criterion: String, Sendable, CaseIterable { case gini, entropy }

  /// How many columns a node looks at.
  public enum MaxFeatures: Sendable, Hashable {
    case sqrt, log2, all
    case count(Int)
    case share(Double)

    /// - Parameter features: the number of original columns, at least 1.
    func count(of features: Int) -> Int {
      switch self {
      case .sqrt: max(1, Int(Double(features).squareRoot()))
      case .log2: max(1, Int.bitWidth - 1 - features.leadingZeroBitCount)
      case .all: features
      case .count(let count): min(count, features)
      case .share(let share): max(1, Int(share * Double(features)))
      }
    }
  }

  /// How many rows a bootstrap draws.
  public enum MaxSamples: Sendable, Hashable {
    case all
    case count(Int)
    case share(Double)

    func count(of rows: Int) -> Int {
      switch self {
      case .all: rows
      case .count(let count): min(count, rows)
      case .share(let share): max(1, Int((share * Double(rows)).rounded(.toNearestOrEven)))
      }
    }
  }

  public enum ClassWeight: String, Sendable, CaseIterable {
    case none, balanced
    case balancedSubsample = "balanced_subsample"
  }

  public var minSamplesLeaf = 1
  public var maxFeatures = MaxFeatures.sqrt
  public var criterion = Criterion.gini
  public var bootstrap = true
  public var maxSamples = MaxSamples.all
  public var classWeight = ClassWeight.none
  public var maxBins = 255

  public init() {}
}

/// Limits along which candidates nest: every one of them is read off a forest grown under looser ones.
public struct ForestLimits: Sendable, Hashable {
  public var nEstimators = 100
  public var tree = TreeLimits()

  public init() {}
}

/// Where a tree stops. Applied in this order: depth, samples and decrease close nodes; then `maxLeafNodes` keeps the best of
/// those left open; then `ccpAlpha` prunes the tree so cut.
public struct TreeLimits: Sendable, Hashable {
  /// The root has depth 0; nil is no limit.
  public var maxDepth: Int?
  /// A node of fewer distinct in-bag rows is not split.
  public var minSamplesSplit = 2
  /// A split whose weighted impurity decrease is smaller is not made.
  public var minImpurityDecrease = 0.0
  public var maxLeafNodes: Int?
  public var ccpAlpha = 0.0

  public init() {}

  /// The loosest of each limit that closes nodes; what is not grown under it is needed by none of `limits`.
  static func loosest(of limits: [TreeLimits]) -> TreeLimits {
    var loosest = TreeLimits()
    loosest.maxDepth = limits.contains { $0.maxDepth == nil } ? nil : limits.compactMap(\.maxDepth).max()
    loosest.minSamplesSplit = limits.map(\.minSamplesSplit).min() ?? 2
    loosest.minImpurityDecrease = limits.map(\.minImpurityDecrease).min() ?? 0
    return loosest
  }
}
