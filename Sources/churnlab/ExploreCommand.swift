import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Look at customers before any model.",
    discussion: """
      What each column holds, churn rates with their intervals, columns ranked by what they say about churn against \
      shuffled labels, columns that repeat each other, pairs that say more together, and churn over tenure. Writes one \
      page that needs no network, and the same figures as JSON beside it.

      A file of customers is taken as a snapshot. Where it says from when and until when each customer was followed, \
      declare both with --entry and --observation, and Kaplan-Meier curves are added: columns of dates or of numbers, \
      or one date or number for all customers.
      """)

  @Argument(help: "A CSV file of customers.")
  var file: String

  @Option(help: "The column that says who churned and the text of those who did, as in Churn=Yes.")
  var target: String

  @Option(parsing: .singleValue, help: "A column that is no feature; may be given several times.")
  var ignore: [String] = []

  @Option(help: "The column of how long each customer has been one. Default: the numeric column of that name, if any.")
  var tenure: String?

  @Option(help: "When each customer joined: a column, or one number or date.")
  var entry: String?

  @Option(help: "When each customer left or was last seen: a column, or one number or date.")
  var observation: String?

  @Option(help: "Shuffles of the labels that columns are judged against.")
  var permutations: Int = 999

  @Option(help: "What the shuffles start from.")
  var seed: UInt64 = 0

  @Option(help: "The page to write. Default: NAME.exploration.html in the working folder.")
  var out: String?

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (entry == nil) == (observation == nil) else {
      throw ValidationError("--entry and --observation belong together; give both or neither.")
    }
    guard 19...1_000_000 ~= permutations else {
      throw ValidationError("--permutations \(permutations) is impossible; give 19 to 1000000.")
    }
  }

  func run() throws {
    let files = try ExplorationFiles(out: out, source: file)
    var settings = ExplorationSettings()
    settings.ignore = ignore
    settings.tenure = tenure
    if let entry, let observation {
      settings.followedBy = FollowUpColumns(entry: entry, observation: observation)
    }
    settings.permutations = permutations
    settings.seed = seed
    let record = try ExplorationRecord.explore(
      path: file, target: Target(option: target), settings: settings, jobs: jobs.jobs)
    let json = JSONRecord.json(record)
    try files.write(page: ExplorationPage.text(json), record: json)
    let places: JSON = ["page": .text(files.page), "record": .text(files.record)]
    output.print(.object(json.members + [JSON.Member("out", places)]), text: ExplorationText.text(record, files))
  }
}
