/// Bands of risk, from the lowest to the highest.
public struct RiskBands: Sendable, Equatable {
  public struct Band: Sendable, Equatable {
    public let name: String
    /// What to do for its customers; nil is nothing, or that no actions were given.
    public let action: RetentionAction?
    /// Scores from here on, up to the next band; the first band begins below every score.
    public let from: Double
  }

  public let bands: [Band]
  /// Sentences for people.
  public let notes: [String]

  /// The number of the band that a score lies in; a boundary belongs to the upper band.
  public func index(of score: Double) -> Int { max(0, bands.partitioningIndex { $0.from > score } - 1) }

  /// The stretches of an action envelope, named from the lowest risk; by their actions when the counts differ.
  public init(_ envelope: ActionEnvelope, names: [String]) {
    let stretches = envelope.stretches
    var notes = envelope.dominated.map { "\($0.name) is nowhere the best action and is left out" }
    let named = names.count == stretches.count
    if !named {
      notes.append("\(stretches.count) bands and \(names.count) names: the bands are named by their actions")
    }
    bands = stretches.indices.map {
      Band(
        name: named ? names[$0] : stretches[$0].action?.name ?? "none", action: stretches[$0].action,
        from: $0 == 0 ? -.infinity : stretches[$0].from)
    }
    self.notes = notes
  }

  /// Bands between given boundaries.
  /// - Parameter boundaries: increasing strictly, one fewer than `names`.
  public init(boundaries: [Double], names: [String]) throws(InputError) {
    guard names.count == boundaries.count + 1 else {
      throw InputError(
        at: "bands", "\(boundaries.count) boundaries make \(boundaries.count + 1) bands; give as many names")
    }
    guard zip(boundaries, boundaries.dropFirst()).allSatisfy(<) else {
      throw InputError(at: "bands", "the boundaries \(boundaries) do not increase; give them from the lowest risk up")
    }
    bands = zip(names, [-.infinity] + boundaries).map { Band(name: $0, action: nil, from: $1) }
    notes = []
  }
}

/// How boundaries are read off labelled scores. Lists run from the highest band down and leave out the lowest.
public enum BandRule: Sendable, Equatable {
  /// How many customers, or which share, each band holds at most.
  case capacity([ThresholdConstraints.Capacity])
  /// The lowest share of churners among everyone at or above the band's boundary.
  case precision([Double])
  /// The share of all churners found at or above the band's boundary.
  case recall([Double])

  /// Increasing boundaries. Throws `Undefined` where no cut-off will do or two bands fall together.
  public func boundaries(on lab: ThresholdLab) throws(Undefined) -> [Double] {
    var found: [Double] = []
    for (place, words) in try places(on: lab.cutOffs) {
      guard let place else { throw Undefined("no cut-off \(words)") }
      let boundary = lab.cutOffs.threshold[place]
      if let last = found.last, boundary >= last { throw Undefined("the band whose boundary \(words) is empty") }
      found.append(boundary)
    }
    return found.reversed()
  }

  private func places(on cutOffs: CutOffs) throws(Undefined) -> [(index: Int?, words: String)] {
    switch self {
    case .capacity(let capacities):
      var room = 0.0
      return capacities.map { capacity in
        switch capacity {
        case .customers(let number): room += number
        case .share(let share): room += share * cutOffs.count
        }
        let limit = room * (1 + 1e-12)
        return (cutOffs.contacted.lastIndex { $0 <= limit }, "contacts at most \(room) customers")
      }
    case .precision(let floors):
      return floors.map { floor in
        let index = cutOffs.indices.last { cutOffs.churners[$0] * (1 + 1e-12) >= floor * cutOffs.contacted[$0] }
        return (index, "has a precision of at least \(floor)")
      }
    case .recall(let floors):
      return floors.map { floor in
        let index = cutOffs.indices.first { cutOffs.churners[$0] * (1 + 1e-12) >= floor * cutOffs.positives }
        return (index, "has a recall of at least \(floor)")
      }
    }
  }
}
