import ChurnML
import Foundation
import Reporting
import Workbench

/// A customer's reasons as bars to both sides of a line, and as the numbers they show.
struct ReasonBars {
  let version: ScoredVersion

  private static let shown = 8

  var html: HTML {
    let reasons = version.reasons.prefix(Self.shown)
    let rest = version.reasons.dropFirst(Self.shown).reduce(0) { $0 + $1.contribution }
    let scale = Scale(reasons.map(\.contribution) + [rest])
    var rows = reasons.map { row($0.phrase, $0.contribution, scale) }
    if version.reasons.count > Self.shown {
      rows.append(row("\(version.reasons.count - Self.shown) others together", rest, scale))
    }
    return HTML(
      "table", ["class": "reasons"], HTML("caption", [:], HTML(text: caption)),
      HTML(
        "thead", ["class": "skip"],
        HTML(
          "tr", [:], HTML("th", ["scope": "col"], "Reason"), HTML("th", ["scope": "col"], "Bar"),
          HTML("th", ["scope": "col"], HTML(text: unit)))),
      HTML("tbody", [:], rows))
  }

  private var unit: String { version.space == .probability ? "Points" : "Log odds" }

  private var caption: String {
    switch version.space {
    case .probability:
      "Why: points of the model's score, starting from \(percent(version.base)) for anyone"
    case .logOdds:
      "Why: log odds, starting from \(percent(version.space.probability(version.base))) for anyone"
    }
  }

  /// On one line with its sign.
  private func percent(_ share: Double) -> String { NumberText.percent(share).replacing(" ", with: "\u{a0}") }

  /// Where contributions stand on a line 200 wide: zero at its left end, at its right end or between, as there are signs.
  private struct Scale {
    let zero: Double
    private let unit: Double

    private static let margin = 2.0

    init(_ contributions: [Double]) {
      let (low, high) = (min(0, contributions.min() ?? 0), max(0, contributions.max() ?? 0))
      unit = (200 - 2 * Self.margin) / max(high - low, 1e-9)
      zero = Self.margin - low * unit
    }

    func bar(_ contribution: Double) -> (x: Double, width: Double) {
      let width = max(1, contribution.magnitude * unit)
      return (contribution < 0 ? zero - width : zero, width)
    }
  }

  private func row(_ phrase: String, _ contribution: Double, _ scale: Scale) -> HTML {
    HTML(
      "tr", [:], HTML("th", ["scope": "row"], HTML(text: phrase)),
      HTML("td", ["class": "chart"], bar(contribution, scale)),
      HTML("td", ["class": "n"], HTML(text: words(contribution))))
  }

  private func bar(_ contribution: Double, _ scale: Scale) -> HTML {
    let (x, width) = scale.bar(contribution)
    let zero = ScoreResult.number(scale.zero)
    return HTML(
      "svg", ["viewBox": "0 0 200 16", "preserveAspectRatio": "none", "aria-hidden": "true"],
      HTML(
        "rect",
        [
          "class": contribution < 0 ? "down" : "up", "x": ScoreResult.number(x), "y": "2",
          "width": ScoreResult.number(width), "height": "12",
        ]), HTML("line", ["class": "axis", "x1": zero, "x2": zero, "y1": "0", "y2": "16"]))
  }

  private func words(_ contribution: Double) -> String {
    let text =
      version.space == .probability
      ? String(format: "%+.1f", 100 * contribution) : String(format: "%+.2f", contribution)
    return text.replacing("-", with: "−")
  }
}
