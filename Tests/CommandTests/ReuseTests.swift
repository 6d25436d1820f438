import Foundation
import TestSupport
import Testing

/// `run --reuse`: a wider grid pays for what is new alone.
@Suite struct ReuseTests {
  private let folder: TemporaryFolder
  private let first: [String: Any]

  init() throws {
    folder = try TemporaryFolder()
    try SmallExperiment.write(to: folder)
    first = try Churnlab.run("run", "small.yaml", "--json", in: folder).json()
  }

  private func widened(_ more: String...) throws -> [String: Any] {
    let wider = ["run", "small.yaml", "--json", "--set", "models.forest.min_samples_leaf=[1, 5, 10]"]
    let answer = try Churnlab(wider + more, in: folder).wait()
    #expect(answer.status == 0, "\(answer.errors)")
    return try answer.json()
  }

  @Test func onlyNewFitGroupsAreFitted() throws {
    let run = try #require(first["run"] as? String)
    let reused = try widened("--reuse", run)
    let fresh = try widened()
    #expect(reused.digest == fresh.digest && reused.digest != first.digest)
    #expect(reused.engine("fits_planned") == 9)
    #expect(reused.engine("fits_run") == 3 && reused.engine("fits_reused") == 6)
    #expect(fresh.engine("fits_run") == 9 && fresh.engine("fits_reused") == 0)
    #expect(reused["run"] as? String != run, "the earlier run stays as it was")
  }

  @Test func damagedUnitsAreNotTakenOver() throws {
    let run = try #require(first["run"] as? String)
    let scores = "\(folder.path)/\(run)/scores"
    let unit = try #require(try FileManager.default.contentsOfDirectory(atPath: scores).sorted().first)
    var data = try Data(contentsOf: URL(fileURLWithPath: "\(scores)/\(unit)"))
    data[data.count - 5] ^= 1
    try data.write(to: URL(fileURLWithPath: "\(scores)/\(unit)"))
    #expect(try widened("--reuse", run).digest == widened().digest)
  }

  /// Other data or another seed make other units: nothing fits, nothing is taken.
  @Test func otherSeedTakesNothing() throws {
    let run = try #require(first["run"] as? String)
    #expect(try widened("--reuse", run, "--set", "seed=4").engine("fits_reused") == 0)
  }
}
