internal import ChurnML
internal import Foundation

/// The version of ChurnLab.
public let churnlabVersion = "0.1.0"

/// `environment.json`: where and with what a run was started, and what a run that goes on must know besides the experiment.
struct RunEnvironment: Codable, Sendable {
  let churnlab: String
  let started: String
  let system: String
  let processors: Int
  let engine: EngineMode
  let jobs: Int
  let maxScoreBytes: Int
  let blas: String
  /// The kernels OpenBLAS chose; the last bits of its sums depend on it.
  let blasCore: String
  let estimate: CostEstimate

  enum CodingKeys: String, CodingKey {
    case churnlab, started, system, processors, engine, jobs, blas, estimate
    case maxScoreBytes = "max_score_bytes"
    case blasCore = "blas_core"
  }

  init(engine: EngineMode, jobs: Int, maxScoreBytes: Int, estimate: CostEstimate) {
    churnlab = churnlabVersion
    started = ISO8601DateFormatter().string(from: Date())
    system = ProcessInfo.processInfo.operatingSystemVersionString
    processors = ProcessInfo.processInfo.activeProcessorCount
    self.engine = engine
    self.jobs = jobs
    self.maxScoreBytes = maxScoreBytes
    blas = BLAS.configuration
    blasCore = BLAS.coreName
    self.estimate = estimate
  }
}
