internal import Foundation

/// The share of customers who stay longer than a time, estimated from customers of whom some were still there when last
/// seen (Kaplan and Meier: Nonparametric estimation from incomplete observations, 1958).
public struct KaplanMeier: Sendable, Equatable {
  public struct Step: Sendable, Equatable {
    public let time: Double
    /// Followed at least until `time`.
    public let atRisk: Int
    /// Left at `time`.
    public let events: Int
    /// The share that stays longer than `time`.
    public let survival: Double
    /// The interval of `survival`: Greenwood's variance on the scale of log(-log), which keeps it inside [0, 1].
    public let low: Double
    public let high: Double
  }

  public let customers: Int
  /// One for each time at which someone left, by rising time.
  public private(set) var steps: [Step] = []
  private let z: Double
  /// Greenwood's sum of d / (n (n - d)).
  private var variance = 0.0

  init(customers: Int, confidence: Double) {
    self.customers = customers
    z = -normalQuantile((1 - confidence) / 2)
  }

  public init(_ followUp: FollowUp, confidence: Double = 0.95) {
    self.init(customers: followUp.durations.count, confidence: confidence)
    let one = [Int16](repeating: 0, count: followUp.durations.count)
    followUp.visitRiskSets(groups: one, count: 1) { time, atRisk, events in
      append(time: time, atRisk: atRisk[0], events: events[0])
    }
  }

  mutating func append(time: Double, atRisk: Int, events: Int) {
    guard events > 0 else { return }
    let (n, d) = (Double(atRisk), Double(events))
    let survival = (steps.last?.survival ?? 1) * ((n - d) / n)
    variance += d / (n * (n - d))
    var (low, high) = (survival, survival)
    if survival > 0 {
      let exponent = z * variance.squareRoot() / log(survival)
      low = pow(survival, exp(-exponent))
      high = pow(survival, exp(exponent))
    }
    steps.append(Step(time: time, atRisk: atRisk, events: events, survival: survival, low: low, high: high))
  }

  public var events: Int { steps.reduce(0) { $0 + $1.events } }

  /// The step that holds at `time`; nil before anyone left, where all stay.
  public func step(at time: Double) -> Step? {
    let next = steps.partitioningIndex { $0.time > time }
    return next > 0 ? steps[next - 1] : nil
  }

  /// The first time after which at most half stay; nil when more than half stay to the end.
  public var median: Double? { steps.first { $0.survival <= 0.5 }?.time }
}
