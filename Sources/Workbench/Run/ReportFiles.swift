public import ChurnML
internal import Foundation

extension RunFolder {
  /// A JSON file of the run; nil where it is missing or damaged.
  public func document(_ name: String) -> JSON? {
    FileManager.default.contents(atPath: "\(path)/\(name)").flatMap { JSON(parsing: $0) }
  }

  /// Where the page about the run stands.
  public var reportPath: String { file(.report) }

  /// The page about the run; nil where there is none.
  public var report: String? {
    FileManager.default.contents(atPath: reportPath).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes the page about the run.
  public func writeReport(_ page: String) throws(WorkError) { try AtomicFile.write(page, to: reportPath) }

  /// Takes the page and its figures into a finished run's manifest.
  public func addReportToManifest() throws {
    try Manifest.add([File.figures.rawValue, File.report.rawValue], to: self)
  }
}
