internal import ChurnML
internal import Foundation

/// The version of ChurnLab.
public let churnlabVersion = "0.1.0"

/// `environment.json`: where and with what a run was started.
struct RunEnvironment: Codable, Sendable {
  var churnlab = churnlabVersion
  var started: String
  var system: String
  var processors: Int
  var engine: EngineMode
  var jobs: Int
  var blas: String
  /// The kernels OpenBLAS chose; the last bits of its sums depend on it.
  var blasCore: String

  enum CodingKeys: String, CodingKey {
    case churnlab, started, system, processors, engine, jobs, blas
    case blasCore = "blas_core"
  }

  init(engine: EngineMode, jobs: Int) {
    self.engine = engine
    self.jobs = jobs
    started = ISO8601DateFormatter().string(from: Date())
    system = ProcessInfo.processInfo.operatingSystemVersionString
    processors = ProcessInfo.processInfo.activeProcessorCount
    blas = BLAS.configuration
    blasCore = BLAS.coreName
  }
}

/// `data.json`: the columns as they were read, and what was guessed.
struct DataRecord: Encodable, Sendable {
  let rows: Int
  let positives: Int
  let digest: String
  let target: Target
  let features: FeatureSchema
  let columns: [String]
  let notes: [DataNote]

  init(_ data: LoadedData) {
    rows = data.dataset.rows
    positives = data.dataset.positives
    digest = data.dataset.digest
    target = data.dataset.target
    features = FeatureSchema(of: data.dataset.features)
    columns = data.table.columns
    notes = data.table.notes
  }
}
