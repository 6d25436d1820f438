import ArgumentParser
import ChurnML
import Reporting
import Workbench

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Judge scores from anywhere.",
    discussion: """
      Scores are read from a CSV file: one column of labels and one or more of scores. Several columns are compared \
      with each other. Money is spoken of only where a campaign is given.
      """)

  @Argument(help: "A CSV file with labels and scores.")
  var file: String

  @Option(help: "The column that says who churned: 1 and 0, yes and no, true and false, or see --positive.")
  var label: String

  @Option(name: .customLong("score"), parsing: .singleValue, help: "A column of scores; may be given several times.")
  var scores: [String]

  @Option(help: "The text of the label's cells that means churned.")
  var positive: String?

  @Option(
    name: .customLong("depth"), parsing: .singleValue,
    help: "A share of customers to give gain and lift at; may be given several times. Default: 0.05 to 0.5.")
  var depths: [Double] = DepthGain.defaultDepths

  @OptionGroup(title: "Campaign") var campaign: CampaignOptions
  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let depth = depths.first(where: { !($0 > 0 && $0 <= 1) }) {
      throw ValidationError("--depth \(depth) is impossible; give a share above 0 and at most 1.")
    }
  }

  func run() throws {
    let record = try ScoreEvaluator.evaluate(
      path: file, label: label, scores: scores, positive: positive, campaign: campaign.flags.campaign(),
      depths: depths, jobs: jobs.jobs)
    output.print(JSONRecord.json(record), text: EvaluationText.text(record, file: file))
  }
}
