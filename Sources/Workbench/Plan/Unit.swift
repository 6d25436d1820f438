public import ChurnML

/// The unit of work: one fit group on one split. A pure function of the resolved experiment and the data.
public struct Unit: Sendable {
  /// A digest of all that the unit's scores depend on, so that equal units of different runs have one name.
  public let id: String
  public let group: FitGroup
  public let split: Split
  /// What the fit's random choices start from.
  let seed: UInt64
}

/// Gives units their names and seeds.
struct UnitNaming: Sendable {
  private let context: [String]
  private let seed: UInt64

  init(_ experiment: Experiment, _ data: JudgedData) {
    context = ["unit/1", data.featureDigest(experiment), data.splitsDigest, String(experiment.seed)]
    seed = experiment.seed
  }

  private init(context: [String], seed: UInt64) {
    self.context = context
    self.seed = seed
  }

  /// That of a part of the run whose units have names and seeds of their own.
  func within(_ part: String, _ words: [Int]) -> UnitNaming {
    let key = part.utf8.reduce(seed) { RandomSource.key($0, UInt64($1)) }
    return UnitNaming(
      context: context + [part] + words.map(String.init),
      seed: words.reduce(key) { RandomSource.key($0, UInt64($1)) })
  }

  func unit(_ group: FitGroup, _ split: Split) -> Unit {
    let members = SHA256.hex(of: group.candidates.map(\.canonicalParameters).joined(separator: "\n"))
    let words = context + [String(split.repeat), String(split.fold), group.model, members]
    let id = SHA256.hex(of: words.joined(separator: "\n")).prefix(24)
    return Unit(id: String(id), group: group, split: split, seed: seed)
  }

  /// Group by group, each on every split.
  func units(_ groups: [FitGroup], _ splits: [Split]) -> [Unit] {
    groups.flatMap { group in splits.map { unit(group, $0) } }
  }
}
