public import ChurnML
internal import Foundation

extension RunFolder {
  /// Where the refitted model of that name is kept.
  func model(_ name: String) -> String { "\(modelsFolder)/\(name).model" }

  /// The run's model of that name, fitted on all rows; without a name its forest, or its best model where it has none.
  public func savedModel(_ name: String? = nil) throws(InputError) -> SavedModel {
    let record = try record()
    let names = record.models.names
    let chosen = name ?? record.selected.model
    guard names.contains(chosen) else {
      let hint = Suggestion.clause(chosen, in: names)
      throw InputError(
        at: "--model \(chosen)",
        "the run has no such model" + (hint.isEmpty ? "; it has \(names.joined(separator: ", "))" : hint))
    }
    return try SavedModel(path: model(chosen))
  }
}

extension SavedModel {
  /// The model that a user named: a model file, or a run and maybe one of its models.
  public static func find(_ path: String, model name: String?) throws(InputError) -> SavedModel {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw InputError(at: path, "there is no such run or model file; check the path")
    }
    if isFolder.boolValue { return try RunFolder(existing: path).savedModel(name) }
    let model = try SavedModel(path: path)
    guard name == nil || name == model.facts.model else {
      throw InputError(at: path, "this file holds the model \(model.facts.model); leave --model away, or name a run")
    }
    return model
  }
}
