import Foundation
import TestSupport

@testable import Reporting
@testable import Workbench

/// A finished run of the small experiment with its page.
struct ReportedSample {
  let folder: TemporaryFolder
  let run: RunFolder

  /// Runs made once; tests change copies.
  private static let plain = Result { try ReportedSample(running: SmallExperiment.text()) }
  private static let money = Result { try ReportedSample(running: moneyExperiment) }

  init(withMoney: Bool = false) throws {
    let made = try (withMoney ? Self.money : Self.plain).get()
    folder = try TemporaryFolder()
    run = RunFolder("\(folder.path)/run")
    try FileManager.default.copyItem(atPath: made.run.path, toPath: run.path)
  }

  private init(running text: String) throws {
    folder = try TemporaryFolder()
    let file = try SmallExperiment.write(to: folder, text)
    let experiment = try Experiment.load(
      path: file, specifications: Experiment.specifications, metrics: Experiment.metrics)
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: 2), engine: .shared, jobs: 2)
    run = try runner.create(under: folder.path + "/Results", source: text)
    _ = try runner.compute(run) { try RunReport.write($0, jobs: 2) }
  }

  func check() throws -> ReportCheckRecord { try ReportCheck(run, jobs: 2).record() }

  /// Changes a file and has the manifest vouch for it, as a forger would.
  func forge(_ file: String, _ change: (inout [UInt8]) -> Void) throws {
    let url = URL(fileURLWithPath: "\(run.path)/\(file)")
    var bytes = [UInt8](try Data(contentsOf: url))
    change(&bytes)
    try Data(bytes).write(to: url)
    try Manifest.write(for: run)
  }

  func forgeText(_ file: String, _ old: String, _ new: String) throws {
    try forge(file) { bytes in
      bytes = Array(String(decoding: bytes, as: UTF8.self).replacing(old, with: new, maxReplacements: 1).utf8)
    }
  }
}

/// A campaign, bands and calibration as well.
private let moneyExperiment =
  SmallExperiment.text() + """

    calibration: platt
    campaign: {clv: 200, incentive: 10, contact: 1, acceptance: 0.3}
    bands:
      actions:
        - {name: email, acceptance: 0.1, incentive: 5, contact: 0.1}
        - {name: call, acceptance: 0.3, incentive: 10, contact: 15}
    """
