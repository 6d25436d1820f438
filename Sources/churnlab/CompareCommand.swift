import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Lay runs side by side; the first is what the others are compared with.")

  @Argument(help: "The runs' folders, at least two.")
  var folders: [String]

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard folders.count >= 2 else { throw ValidationError("One run cannot be compared; give at least two.") }
  }

  func run() throws {
    let comparison = try RunComparison(folders.map { try RunFolder(existing: $0) })
    output.print(JSONRecord.json(comparison), text: ComparisonText.text(comparison))
  }
}
