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
    let largest = max(reasons.map(\.contribution.magnitude).max() ?? 0, rest.magnitude, 1e-9)
    var rows = reasons.map { row($0.phrase, $0.contribution, largest) }
    if version.reasons.count > Self.shown {
      rows.append(row("\(version.reasons.count - Self.shown) others together", rest, largest))
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
      "Why: points of the model's score, starting from \(NumberText.percent(version.base)) for anyone"
    case .logOdds:
      "Why: log odds, starting from \(NumberText.percent(version.space.probability(version.base))) for anyone"
    }
  }

  private func row(_ phrase: String, _ contribution: Double, _ largest: Double) -> HTML {
    HTML(
      "tr", [:], HTML("th", ["scope": "row"], HTML(text: phrase)),
      HTML("td", ["class": "chart"], bar(contribution / largest)),
      HTML("td", ["class": "n"], HTML(text: words(contribution))))
  }

  private func bar(_ share: Double) -> HTML {
    let width = max(1, 98 * share.magnitude)
    return HTML(
      "svg", ["viewBox": "0 0 200 16", "preserveAspectRatio": "none", "aria-hidden": "true"],
      HTML(
        "rect",
        [
          "class": share < 0 ? "down" : "up", "x": ScoreResult.number(share < 0 ? 100 - width : 100), "y": "2",
          "width": ScoreResult.number(width), "height": "12",
        ]), HTML("line", ["class": "axis", "x1": "100", "x2": "100", "y1": "0", "y2": "16"]))
  }

  private func words(_ contribution: Double) -> String {
    let text =
      version.space == .probability
      ? String(format: "%+.1f", 100 * contribution) : String(format: "%+.2f", contribution)
    return text.replacing("-", with: "−")
  }
}
