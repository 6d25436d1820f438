internal import ChurnML

/// The columns of a run's `predictions.csv`: models and, where scores are calibrated, models calibrated.
struct PredictedModels {
  struct Model: Sendable {
    let name: String
    let isCalibrated: Bool
    /// One a repeat.
    let ranked: [RankedFolds]
  }

  let all: [Model]

  init(_ run: RunFolder, _ record: RunRecord, jobs: Int) throws {
    var lines = try LineReader(run.file(.predictions))
    let columns = CSVText.cells(try lines.next() ?? "")
    let names = columns.filter { record.models.names.contains($0) }
    let calibrated = names.map { "\($0)_calibrated" }.filter { columns.contains($0) }
    let table = try ScoreTable(
      path: run.file(.predictions), label: "label", numbers: names + calibrated + ["row", "repeat"], words: ["fold"],
      jobs: jobs)
    var models: [Model] = []
    for name in names + calibrated {
      let customers = try ScoredCustomers(predictions: table, model: name, source: run.path)
      models.append(Model(name: name, isCalibrated: calibrated.contains(name), ranked: customers.rankedRepeats))
    }
    all = models
  }
}
