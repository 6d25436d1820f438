internal import Foundation
public import Workbench

/// A page that was written.
public struct ReportRecord: Encodable, Sendable {
  public let run: String
  public let report: String
  public let bytes: Int
  /// Whether it has charts; without the script that draws them it has tables only.
  public let charts: Bool

  public init(_ run: RunFolder) {
    self.run = run.path
    report = run.reportPath
    bytes = run.report?.utf8.count ?? 0
    charts = ChartLibrary.script != nil
  }
}

/// What checking a page found.
public struct ReportCheckRecord: Encodable, Sendable {
  public let run: String
  public let ok: Bool
  /// Numbers and names that the page quotes from the run's JSON.
  public let numbers: Int
  public let damages: [Manifest.Damage]

  init(_ run: RunFolder, numbers: Int, damages: [Manifest.Damage]) {
    self.run = run.path
    ok = damages.isEmpty
    self.numbers = numbers
    self.damages = damages
  }
}
