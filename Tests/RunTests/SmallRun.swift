import ChurnML
import Foundation
import TestSupport

@testable import Workbench

/// A finished run of the small experiment.
struct SmallRun {
  let folder: TemporaryFolder
  let run: RunFolder
  let record: RunRecord

  init(_ text: String = SmallExperiment.text(), engine: EngineMode = .shared, jobs: Int = 2, rows: Int = 240) throws {
    folder = try TemporaryFolder()
    let file = try SmallExperiment.write(to: folder, text, rows: rows)
    let runner = try Self.runner(file, engine: engine, jobs: jobs)
    run = try runner.create(under: folder.path + "/Results", source: text)
    record = try runner.compute(run)
  }

  static func runner(
    _ file: String, engine: EngineMode = .shared, jobs: Int = 2, maxScoreBytes: Int = Runner.defaultMaxScoreBytes
  ) throws -> Runner {
    let experiment = try Experiment.load(path: file)
    return Runner(
      experiment, data: try LoadedData(experiment, jobs: jobs), engine: engine, jobs: jobs,
      maxScoreBytes: maxScoreBytes)
  }

  /// Every point, as `points.jsonl` has it.
  func points() throws -> [PointRecord] {
    let text = try String(contentsOfFile: run.file(.points), encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONRecord.read(PointRecord.self, from: Data($0.utf8)) }
  }

  func table(_ file: RunFolder.File) throws -> Table { try Table.read(path: run.file(file)) }
}

extension Table {
  func numbers(_ name: String) throws -> [Double] {
    guard case .numeric(let values) = try column(named: name).values else {
      throw InputError("\(self.name): column \(name) holds words")
    }
    return values
  }
}

/// Out-of-fold rows of `predictions.csv`, fold by fold.
struct PredictedFold {
  var rows: [Int] = []
  var labels: [Double] = []
  var scores: [Double] = []

  /// In order of repeat and fold.
  static func read(_ run: SmallRun, model: String) throws -> [PredictedFold] {
    let table = try run.table(.predictions)
    let (repeats, folds) = (try table.numbers("repeat"), try table.numbers("fold"))
    let (rows, labels) = (try table.numbers("row"), try table.numbers("label"))
    let scores = try table.numbers(model)
    let keys = Set(zip(repeats, folds).map { [$0, $1] }).sorted { $0.lexicographicallyPrecedes($1) }
    var result = [PredictedFold](repeating: PredictedFold(), count: keys.count)
    for line in rows.indices {
      guard let place = keys.firstIndex(of: [repeats[line], folds[line]]) else { continue }
      result[place].rows.append(Int(rows[line]))
      result[place].labels.append(labels[line])
      result[place].scores.append(scores[line])
    }
    return result
  }
}
