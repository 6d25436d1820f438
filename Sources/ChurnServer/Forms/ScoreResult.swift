import Foundation
import Reporting
import Workbench

/// What the model says of a customer, or of two versions of one, for people.
struct ScoreResult {
  let versions: [ScoredVersion]
  /// Why band, action and money may be missing.
  let silence: String?
  /// How the risks of all customers are spread from 0 to 1.
  let spread: [Int]

  var html: HTML {
    guard versions.count > 1 else {
      return HTML([brief, answer(versions[0], title: "Churn risk"), caution])
    }
    return HTML([
      brief,
      HTML("p", ["class": "answer"], HTML("strong", [:], HTML(text: difference))),
      HTML("div", ["class": "answers"], answer(versions[0], title: "As is"), answer(versions[1], title: "Changed")),
      caution,
    ])
  }

  /// The same in a few words, in sight on a narrow screen while one types.
  private var brief: HTML {
    let risks = versions.map { version in
      NumberText.percent(version.risk) + (version.prediction.verdict?.band.map { ", \($0)" } ?? "")
    }
    return HTML(
      "p", ["class": "brief", "aria-hidden": "true"], HTML(text: "Churn risk \(risks.joined(separator: " → "))"))
  }

  private var caution: HTML {
    guard versions.contains(where: { !$0.reasons.isEmpty }) || versions.count > 1 else { return "" }
    return HTML("p", ["class": "hint"], HTML(text: Explainer.caution))
  }

  private var difference: String {
    let (before, after) = (versions[0].risk, versions[1].risk)
    let points = String(format: "%+.1f", 100 * (after - before)).replacing("-", with: "−")
    return "\(NumberText.percent(before)) → \(NumberText.percent(after)): \(points) points of risk"
      + money(versions[0], versions[1])
  }

  private func money(_ before: ScoredVersion, _ after: ScoredVersion) -> String {
    guard let a = before.prediction.verdict?.expectedProfit, let b = after.prediction.verdict?.expectedProfit else {
      return "."
    }
    return String(format: "; the action's expected profit %.2f\u{a0}→\u{a0}%.2f.", a, b)
  }

  private func answer(_ version: ScoredVersion, title: String) -> HTML {
    HTML(
      "article", [:], HTML("h2", [:], HTML(text: title)),
      HTML("p", ["class": "risk"], HTML(text: NumberText.percent(version.risk))), crowd(version), bar(version),
      standing(version), verdict(version),
      HTML(version.notes.map { HTML("p", ["class": "note warn"], HTML(text: $0)) }),
      version.reasons.isEmpty ? "" : ReasonBars(version: version).html)
  }

  private func standing(_ version: ScoredVersion) -> HTML {
    guard let standing = version.prediction.standing else { return "" }
    // Rounded down, so that nobody is above all who is not.
    let share = (standing * 100).rounded(.down) / 100
    return HTML(
      "p", ["class": "hint"],
      HTML(text: "Higher than \(NumberText.percent(share, 0)) of all customers, whose risks stand above the line."))
  }

  /// The risk as a length.
  private func bar(_ version: ScoredVersion) -> HTML {
    HTML(
      "svg",
      ["class": "bar", "viewBox": "0 0 1000 10", "preserveAspectRatio": "none", "aria-hidden": "true"],
      HTML("rect", ["class": "all", "width": "1000", "height": "10"]),
      HTML("rect", ["class": "share", "width": Self.number(1000 * version.risk), "height": "10"]))
  }

  /// All customers by their risk, on the same line, and where this one stands among them.
  private func crowd(_ version: ScoredVersion) -> HTML {
    guard let most = spread.max(), most > 0 else { return "" }
    let width = 1000 / Double(spread.count)
    let bars = spread.enumerated().map { index, count in
      let height = 60 * Double(count) / Double(most)
      return HTML(
        "rect",
        [
          "x": Self.number(width * Double(index) + 1), "y": Self.number(60 - height), "width": Self.number(width - 2),
          "height": Self.number(height),
        ])
    }
    let place = Self.number(1000 * version.risk)
    return HTML(
      "svg",
      ["class": "crowd", "viewBox": "0 0 1000 60", "preserveAspectRatio": "none", "aria-hidden": "true"],
      bars + [HTML("line", ["x1": place, "x2": place, "y1": "0", "y2": "60"])])
  }

  private func verdict(_ version: ScoredVersion) -> HTML {
    let verdict = version.prediction.verdict
    var parts: [HTML] = []
    if let band = verdict?.band {
      parts.append(HTML("p", [:], "Band ", HTML("span", ["class": "band"], HTML(text: band))))
    }
    if let action = verdict?.action, let profit = verdict?.expectedProfit {
      let words =
        action == "none"
        ? "Suggested: leave this customer alone."
        : "Suggested: \(action), expected profit \(String(format: "%.2f", profit))."
      parts.append(HTML("p", [:], HTML(text: words)))
    } else if let silence {
      parts.append(HTML("p", ["class": "hint"], HTML(text: "No action is suggested: \(silence).")))
    }
    if verdict?.calibratedProbability != nil {
      let raw = NumberText.percent(version.prediction.probability)
      parts.append(HTML("p", ["class": "hint"], HTML(text: "Calibrated; the model's own score is \(raw).")))
    }
    return HTML(parts)
  }

  static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
