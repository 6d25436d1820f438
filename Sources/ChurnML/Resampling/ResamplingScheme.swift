/// A way to divide rows into analysis and assessment sets. A scheme is a pure function of its parameters, the population and the
/// seed, so every candidate and every model is judged on the same splits.
public protocol ResamplingScheme: Sendable {
  /// The name in the experiment file.
  static var name: String { get }

  /// In order of repeat, then fold; each analysis and each assessment set has both classes.
  /// - Throws: `InputError` where the rows do not allow it, with the way out.
  func splits(of population: Population, seed: UInt64) throws(InputError) -> [Split]
}

extension ResamplingScheme {
  /// The splits, once each of their sets is known to have both classes.
  func checked(
    _ splits: [Split], of population: Population, wayOut: String
  ) throws(InputError) -> [Split] {
    for split in splits {
      for (set, rows) in [("analysis", split.analysis), ("assessment", split.assessment)]
      where !population.hasBothClasses(rows) {
        let fold = splits.count > 1 ? " of repeat \(split.repeat), fold \(split.fold)" : ""
        throw InputError(
          at: "resampling",
          rows.isEmpty
            ? "with method \(Self.name) the \(set) set\(fold) is empty; \(wayOut)."
            : "with method \(Self.name) the \(rows.count) \(set) rows\(fold) are of one class, so that no model can be "
              + "fitted or judged; \(wayOut).")
      }
    }
    return splits
  }
}
