import ArgumentParser

@main
struct Churnlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churnlab", abstract: "A workbench for customer churn: search, compare, decide.")
}
