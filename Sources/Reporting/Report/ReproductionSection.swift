internal import Workbench

/// How to come to the same figures.
enum ReproductionSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let documents = run.documents
    let commands = """
      churnlab verify RUN              # every file and every figure, from the stored scores
      churnlab verify RUN --rerun      # the whole experiment again
      churnlab report --check RUN      # every number of this page
      """
    let facts: [(String, HTML)] = [
      (
        "Experiment",
        HTML("code", [:], "experiment.yaml") + ", every default in " + HTML("code", [:], "experiment.resolved.json")
      ),
      ("Seed", documents.quote("/experiment/seed").html),
      ("Configuration", HTML("code", [:], documents.quote("/experiment/config_digest").html)),
      ("Results digest", HTML("code", [:], documents.quote("/results_digest").html)),
      ("Splits", HTML("code", [:], documents.quote("/resampling/splits_digest").html)),
      (
        "Program",
        "churnlab \(documents.quote("environment.json#/churnlab")) on \(documents.quote("environment.json#/system")), \(documents.quote("environment.json#/blas"))"
      ),
      ("Started", documents.quote("environment.json#/started").html),
    ]
    let selected = documents.keys("/selected/params").map { name in
      HTML(
        "li", [:], "\(HTML("code", [:], HTML(text: name))) \(documents.quote("/selected/params" / name, .parameter))")
    }
    return Page.Section(
      "reproduce", "How to reproduce",
      [
        .html(
          HTML(
            "p", [:],
            "RUN is the folder this page stands in. The same file, data and seed give the same results digest, whatever the number of jobs."
          )),
        .html(HTML("pre", ["tabindex": "0"], HTML("code", [:], HTML(text: commands)))),
        .html(
          HTML("dl", ["class": "facts"], facts.flatMap { [HTML("dt", [:], HTML(text: $0.0)), HTML("dd", [:], $0.1)] })),
        .html(HTML("h3", [:], "Selected point \(documents.quote("/selected/point")), \(run.selected)")),
        .html(HTML("ul", ["class": "params"], selected)),
      ])
  }
}
