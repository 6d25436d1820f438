import ChurnML
import HTTPTypes
import Synchronization
import Workbench

/// The run whose models answer, each loaded when it is first asked for.
final class ServedRun: Sendable {
  let folder: RunFolder
  let record: RunRecord
  /// The one that answers unless another is named.
  let main: ServedModel
  private let limits: Limits
  private let loaded: Mutex<[String: ServedModel]>

  init(_ folder: RunFolder, limits: Limits) throws(InputError) {
    self.folder = folder
    self.limits = limits
    record = try folder.record()
    main = try ServedModel(folder, model: nil, limits: limits)
    loaded = Mutex([main.name: main])
  }

  var names: [String] { record.models.names }

  func model(_ name: String?) throws(Problem) -> ServedModel {
    guard let name, name != main.name else { return main }
    do throws(InputError) {
      if let model = loaded.withLock({ $0[name] }) { return model }
      let model = try ServedModel(folder, model: name, limits: limits)
      loaded.withLock { $0[name] = model }
      return model
    } catch {
      guard names.contains(name) else {
        throw Problem.parameter(
          "model", "there is no model \(name.prefix(40)); there are \(names.joined(separator: ", "))")
      }
      throw Problem(.conflict, "The model \(name) cannot be read: \(error.message).")
    }
  }
}
