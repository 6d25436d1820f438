import ChurnML
import Foundation
import Reporting
import Workbench

/// What the server starts for each run: a process of its own, at low priority, so that fitting takes nothing from serving, can be
/// ended at any moment, and its troubles stay its own.
///
/// It reads the experiment from standard input, up to a zero byte, and says on standard output how it goes, a JSON object a line:
/// first `{run}`, then `{done, planned, seconds}` after each unit of work. Where the input ends, the server is gone, and it ends too.
public struct FitWorker: Sendable {
  private let name: String
  private let folder: String
  private let overrides: [String]
  private let results: String
  private let jobs: Int

  /// - Parameters:
  ///   - name: what errors call the experiment.
  ///   - folder: what its relative paths start from.
  public init(name: String, folder: String, overrides: [String], results: String, jobs: Int) {
    self.name = name
    self.folder = folder
    self.overrides = overrides
    self.results = results
    self.jobs = jobs
  }

  public func run() throws {
    // The server looks after its own signals, and what it ignores its children would.
    for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    Interruption.handleSignals()
    Self.giveWay()
    let text = Self.textFromServer()
    Self.endWithServer()
    let experiment = try Experiment.read(
      text, name: name, folder: folder, overrides: overrides, specifications: Experiment.specifications,
      metrics: Experiment.metrics)
    let runner = Runner(experiment, data: try LoadedData(experiment, jobs: jobs), engine: .shared, jobs: jobs) {
      progress in
      Self.tell([
        "done": .integer(progress.done), "planned": .integer(progress.planned), "seconds": .number(progress.seconds),
      ])
    }
    let run = try runner.create(under: results, source: text)
    Self.tell(["run": .text(URL(fileURLWithPath: run.path).lastPathComponent)])
    _ = try runner.compute(run) { try RunReport.write($0, jobs: jobs) }
  }

  /// Makes all threads nice, and keeps them so: Dispatch gives its own the usual priority where the system lets it, as for root.
  private static func giveWay() {
    Thread.detachNewThread {
      while true {
        for thread in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? [] {
          if let id = UInt32(thread) { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id, 10) }
        }
        Thread.sleep(forTimeInterval: 0.2)
      }
    }
  }

  private static func textFromServer() -> String {
    var text: [UInt8] = []
    while let byte = try? FileHandle.standardInput.read(upToCount: 1)?.first, byte != 0 { text.append(byte) }
    return String(decoding: text, as: UTF8.self)
  }

  /// A server that was killed cannot cancel what it started.
  private static func endWithServer() {
    Thread.detachNewThread {
      while let more = try? FileHandle.standardInput.read(upToCount: 1), !more.isEmpty {}
      kill(getpid(), SIGTERM)
    }
  }

  private static func tell(_ json: JSON) { FileHandle.standardOutput.write(Data((json.compact + "\n").utf8)) }
}
