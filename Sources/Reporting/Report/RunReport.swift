internal import ChurnML
public import Workbench

/// `report.html`: the page about a run, for people. Every number in it is quoted from the run's JSON files.
public enum RunReport {
  /// Writes `figures.json` and the page to a run whose record is written. The manifest is not touched.
  public static func write(_ run: RunFolder, jobs: Int) throws {
    try RunFigures(run, jobs: jobs).write(to: run)
    try run.writeReport(page(RunDocuments(run)).text())
  }

  /// The same for a finished run, whose manifest then vouches for the new page.
  public static func rewrite(_ run: RunFolder, jobs: Int) throws {
    _ = try run.record()
    try write(run, jobs: jobs)
    try run.addReportToManifest()
  }

  static func page(_ documents: RunDocuments) -> Page {
    let run = ReportedRun(documents)
    let sections = [
      AnswerSection.section(run), AlarmSection.section(run), ModelSection.section(run), SearchSection.section(run),
      RankingSection.section(run), CutOffSection.section(run), BandSection.section(run), ReasonSection.section(run),
      CustomerSection.section(run), EffectSection.section(run),
      HonestySection.section(run), CostSection.section(run), DataSection.section(run),
      ReproductionSection.section(run),
    ]
    return Page(
      kind: "Churn report", title: run.documents.string("/experiment/name") ?? "run",
      subtitle:
        "\(run.documents.quote("/data/rows", .count)) customers, \(run.documents.quote("/data/positives", .count)) of them churned; run \(run.documents.quote("/run_id"))",
      sections: sections.compactMap { $0 },
      footer:
        "Written by churnlab \(run.documents.quote("environment.json#/churnlab")). Every number is quoted from the run’s JSON files; \(HTML("code", [:], "churnlab report --check RUN")) holds the page against them."
    )
  }
}
