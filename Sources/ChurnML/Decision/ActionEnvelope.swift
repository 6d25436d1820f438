/// Something that can be done for a customer at risk, and what it costs.
public struct RetentionAction: Sendable, Equatable, Codable {
  public let name: String
  /// The retained share gamma of contacted churners.
  public let acceptance: Double
  public let incentive: Double
  public let contact: Double

  /// Throws unless the share is in [0, 1] and money is finite and not negative.
  public init(name: String, acceptance: Double, incentive: Double, contact: Double) throws(InputError) {
    guard (0...1).contains(acceptance) else {
      throw InputError(at: "\(name).acceptance", "\(acceptance) is impossible; give a share from 0 to 1")
    }
    for (key, amount) in [("incentive", incentive), ("contact", contact)] where !(amount >= 0 && amount.isFinite) {
      throw InputError(at: "\(name).\(key)", "\(amount) is impossible; give an amount of 0 or more")
    }
    self.name = name
    self.acceptance = acceptance
    self.incentive = incentive
    self.contact = contact
  }
}

/// Which action is worth most at which probability of churn: the upper envelope of the actions' value lines
/// V(p) = p (gamma (CLV - d) - f) - (1 - p)(k d + f), with doing nothing at 0.
///
/// For calibrated probabilities only.
public struct ActionEnvelope: Sendable, Equatable {
  /// From `from` on, up to the next stretch.
  public struct Stretch: Sendable, Equatable {
    /// nil is doing nothing.
    public let action: RetentionAction?
    public let from: Double
    let line: ValueLine
  }

  /// From the lowest probability to the highest; the first begins at 0.
  public let stretches: [Stretch]
  /// Actions that are nowhere in [0, 1] better than all others.
  public let dominated: [RetentionAction]

  public init(_ actions: [RetentionAction], clv: Double, stayerAcceptance: Double = 1) {
    let nothing: (action: RetentionAction?, line: ValueLine) = (nil, ValueLine(atZero: 0, atOne: 0))
    let candidates = [nothing] + actions.map { ($0, ValueLine($0, clv: clv, stayerAcceptance: stayerAcceptance)) }
    var stretches: [Stretch] = []
    var next = Self.best(candidates, at: 0)
    while let here = next {
      stretches.append(here)
      // The first line to cross the present one from below; of several at one place the steepest goes on.
      let crossings = candidates.compactMap { other -> Stretch? in
        guard other.line.slope > here.line.slope else { return nil }
        let place = here.line.crossing(other.line)
        return place < 1 ? Stretch(action: other.action, from: max(place, here.from), line: other.line) : nil
      }
      next = crossings.min { ($0.from, -$0.line.slope) < ($1.from, -$1.line.slope) }
    }
    self.stretches = stretches
    dominated = actions.filter { action in !stretches.contains { $0.action == action } }
  }

  private static func best(_ candidates: [(action: RetentionAction?, line: ValueLine)], at p: Double) -> Stretch? {
    candidates.map { Stretch(action: $0.action, from: p, line: $0.line) }
      .max { ($0.line.atZero, $0.line.slope) < ($1.line.atZero, $1.line.slope) }
  }

  /// Where one action gives way to the next, increasing.
  public var boundaries: [Double] { stretches.dropFirst().map(\.from) }

  /// The stretch that a probability lies in; a boundary belongs to the upper one.
  public func stretch(_ probability: Double) -> Stretch {
    stretches[stretches.partitioningIndex { $0.from > probability } - 1]
  }

  /// What the best action is expected to bring for one customer; 0 for doing nothing.
  public func expectedProfit(_ probability: Double) -> Double { stretch(probability).line.value(probability) }
}

/// A straight line over [0, 1], by its ends.
struct ValueLine: Sendable, Equatable {
  let atZero: Double
  let atOne: Double

  init(atZero: Double, atOne: Double) {
    self.atZero = atZero
    self.atOne = atOne
  }

  init(_ action: RetentionAction, clv: Double, stayerAcceptance: Double) {
    atZero = 0 - (stayerAcceptance * action.incentive + action.contact)
    atOne = action.acceptance * (clv - action.incentive) - action.contact
  }

  var slope: Double { atOne - atZero }

  func value(_ p: Double) -> Double { p * atOne + (1 - p) * atZero }

  /// Where a steeper line overtakes this one.
  func crossing(_ steeper: ValueLine) -> Double { (atZero - steeper.atZero) / (steeper.slope - slope) }
}
