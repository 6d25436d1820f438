public import ChurnML
internal import Foundation

extension RunFolder {
  /// The folder of a run that a user named, checked to be one.
  public init(existing path: String) throws(InputError) {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.init(trimmed)
    guard FileManager.default.fileExists(atPath: file(.resolved)) else {
      throw InputError(at: path, "this is not the folder of a run; give one that `churnlab run` made.")
    }
  }

  /// The record of a finished run.
  public func record() throws(InputError) -> RunRecord {
    guard isFinished else {
      throw InputError(at: path, "this run is not finished; go on with: churnlab resume \(path)")
    }
    return try read(RunRecord.self, from: .results)
  }

  func read<Value: Decodable>(_ type: Value.Type, from file: File) throws(InputError) -> Value {
    try read(type, at: self.file(file))
  }

  func read<Value: Decodable>(_ type: Value.Type, at path: String) throws(InputError) -> Value {
    do {
      return try JSONRecord.read(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw InputError(at: path, "the file is missing or damaged; the run cannot be read.")
    }
  }

  /// The experiment as it was resolved when the run was made.
  public func experiment() throws(InputError) -> Experiment {
    try Experiment.load(
      path: file(.resolved), specifications: Experiment.specifications, metrics: Experiment.metrics)
  }

  /// A runner that goes on with this run, its data read again and found unchanged.
  public func runner(
    jobs: Int, progress: @escaping @Sendable (Runner.Progress) -> Void = { _ in }
  ) throws(InputError) -> Runner {
    let experiment = try experiment()
    let data = try LoadedData(experiment, jobs: jobs)
    let before = try read(DataDigest.self, from: .data)
    guard before.digest == data.dataset.digest else {
      throw InputError(
        at: data.table.name,
        "the data have changed since the run was made (SHA-256 \(data.dataset.digest.prefix(12)), then "
          + "\(before.digest.prefix(12))); put the old file back or start a new run.")
    }
    let environment = try read(RunEnvironment.self, from: .environment)
    return Runner(
      experiment, data: data, engine: environment.engine, jobs: jobs, maxScoreBytes: environment.maxScoreBytes,
      progress: progress)
  }

  private struct DataDigest: Decodable {
    let digest: String
  }
}

extension Experiment {
  /// What the experiment file may name.
  public static var specifications: [LearnerSpecification] { LearnerSpecification.all }
  public static var metrics: [String] { MetricCatalogue.all.map { type(of: $0).name } }
}
