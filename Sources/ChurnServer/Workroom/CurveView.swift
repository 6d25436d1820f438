import Foundation
import Reporting

/// A line over cut-offs from 0 to 1, and where one stands on it.
struct CurveView {
  private let points: [(threshold: Double, value: Double)]
  private let here: Double
  private let caption: String
  private let low: Double
  private let high: Double

  private static let width = 600.0
  private static let height = 180.0

  /// nil where there is no line.
  init?(points: [(threshold: Double, value: Double)], here: Double, caption: String) {
    guard points.count > 1, let low = points.map(\.value).min(), let high = points.map(\.value).max() else {
      return nil
    }
    self.points = points
    self.here = here
    self.caption = caption
    // A loss of everything would flatten all else; the line is cut where it no longer matters.
    self.low = max(low, -max(high, 0.01) * 1.5)
    self.high = max(high, self.low + 1e-9)
  }

  var html: HTML {
    let path = points.map { "\(x($0.threshold)),\(y($0.value))" }.joined(separator: " ")
    return HTML(
      "figure", [:],
      HTML(
        "figcaption", [:],
        HTML("p", [:], HTML(text: "\(caption): from \(NumberText.fixed(low, 2)) to \(NumberText.fixed(high, 2))"))),
      HTML(
        "svg",
        [
          "class": "curve", "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))", "role": "img",
          "aria-label": caption,
        ],
        low < 0 && high > 0 ? line("zero", y1: y(0), y2: y(0), x1: "0", x2: "\(Int(Self.width))") : "",
        HTML("polyline", ["class": "line", "points": path]),
        line("here", y1: "0", y2: "\(Int(Self.height))", x1: x(here), x2: x(here))),
      HTML(
        "p", ["class": "ends", "aria-hidden": "true"],
        ["0", "cut-off", "1"].map { HTML("span", [:], HTML(text: $0)) }))
  }

  private func line(_ kind: String, y1: String, y2: String, x1: String, x2: String) -> HTML {
    HTML("line", ["class": kind, "x1": x1, "x2": x2, "y1": y1, "y2": y2])
  }

  private func x(_ threshold: Double) -> String { ScoreResult.number(Self.width * min(max(threshold, 0), 1)) }

  private func y(_ value: Double) -> String {
    let share = (min(max(value, low), high) - low) / (high - low)
    return ScoreResult.number(6 + (Self.height - 12) * (1 - share))
  }
}
