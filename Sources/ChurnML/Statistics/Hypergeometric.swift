internal import Foundation

/// How many churned customers fall among `drawn` of `population` customers, `successes` of whom churned, when the labels
/// are shuffled.
///
/// Drawn exactly, by going outwards from the most likely count until the probabilities passed exceed a uniform
/// number: about 1.6 standard deviations of steps. A shuffle of a million labels thus costs a draw a group.
struct Hypergeometric {
  private let lowest: Int
  private let highest: Int
  private let population: Double
  private let successes: Double
  private let drawn: Double

  /// - Precondition: `successes` and `drawn` are from 0 to `population`.
  init(population: Int, successes: Int, drawn: Int) {
    precondition(0...population ~= successes && 0...population ~= drawn)
    lowest = max(0, drawn - (population - successes))
    highest = min(drawn, successes)
    self.population = Double(population)
    self.successes = Double(successes)
    self.drawn = Double(drawn)
  }

  func draw(_ source: inout RandomSource) -> Int {
    guard lowest < highest else { return lowest }
    let mode = min(highest, max(lowest, Int((drawn + 1) * (successes + 1) / (population + 2))))
    let peak = probability(of: mode)
    var rest = source.unit() - peak
    if rest < 0 { return mode }
    var (below, above) = (mode, mode)
    var (lower, upper) = (peak, peak)
    while below > lowest || above < highest {
      if below > lowest {
        lower /= ratio(below)
        below -= 1
        rest -= lower
        if rest < 0 { return below }
      }
      if above < highest {
        above += 1
        upper *= ratio(above)
        rest -= upper
        if rest < 0 { return above }
      }
    }
    // The probabilities sum to 1 up to rounding.
    return mode
  }

  /// P(count) / P(count - 1).
  private func ratio(_ count: Int) -> Double {
    let k = Double(count)
    return (successes - k + 1) * (drawn - k + 1) / (k * (population - successes - drawn + k))
  }

  /// C(successes, count) C(population - successes, drawn - count) / C(population, drawn).
  func probability(of count: Int) -> Double {
    let k = Double(count)
    return exp(
      logChoose(successes, k) + logChoose(population - successes, drawn - k) - logChoose(population, drawn))
  }

  /// ln (n choose k), through the errors of Stirling's formula.
  private func logChoose(_ n: Double, _ k: Double) -> Double {
    guard k > 0, k < n else { return 0 }
    let spread = 0.5 * log(n / (2 * Double.pi * k * (n - k)))
    let entropy = k * log(n / k) + (n - k) * log(n / (n - k))
    let errors = SaddlePoint.stirlingError(n) - SaddlePoint.stirlingError(k) - SaddlePoint.stirlingError(n - k)
    return spread + entropy + errors
  }
}
