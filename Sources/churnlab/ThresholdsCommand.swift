public import ArgumentParser
import ChurnML
import Reporting
public import Workbench

struct ThresholdsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thresholds", abstract: "Choose a cut-off for a run or for scores from anywhere.",
    discussion: """
      Everyone whose score is at least the cut-off is contacted. Nothing is fitted again: a run's money is changed \
      and worked out anew in a moment. The honest value of choosing comes from folds: a run has them, a scores file \
      may have a column of them. A run's campaign and capacity hold where no option is given.
      """)

  @Argument(help: "A run's folder, or a CSV file with labels and scores.")
  var source: String

  @OptionGroup(title: "Scores file") var file: ScoresFileOptions
  @OptionGroup(title: "Objective and constraints") var objective: ObjectiveOptions
  @OptionGroup(title: "Campaign") var campaign: CampaignOptions
  @OptionGroup(title: "Customers' own amounts") var columns: MoneyColumnOptions

  @Option(help: "Which of a run's models; left out, its forest or else its best model.")
  var model: String?

  @Option(help: "none, platt, isotonic or beta: make scores probabilities first, cross-fitted.")
  var calibration: CalibrationMethod?

  @Flag(help: "Answer in money for single customers also where scores are not calibrated.")
  var force = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    var request = ThresholdRequest(path: source)
    (request.label, request.score) = (file.label, file.score)
    (request.positive, request.fold) = (file.positive, file.fold)
    request.model = model
    request.calibration = calibration
    request.campaign = campaign.flags
    request.columns = columns.columns
    request.objective = objective.objective
    request.costRatio = objective.costRatio
    request.beta = objective.beta
    request.constraints = try objective.constraints()
    request.force = force
    let answer = try request.answer(jobs: jobs.jobs)
    output.print(JSONRecord.json(answer), text: ThresholdText.text(answer))
  }
}

struct ScoresFileOptions: ParsableArguments {
  @Option(help: "The column that says who churned.")
  var label: String?

  @Option(help: "The column of scores.")
  var score: String?

  @Option(help: "The text of the label's cells that means churned.")
  var positive: String?

  @Option(help: "A column that says in which fold each row was scored: cut-offs are then cross-fitted.")
  var fold: String?
}

struct ObjectiveOptions: ParsableArguments {
  @Option(
    help: """
      What the cut-off is for: \(ThresholdObjective.names.joined(separator: ", ")). Left out: profit where there is \
      a campaign, else f1. bayes is t*, for calibrated probabilities.
      """)
  var objective: String?

  @Option(help: "For cost: what a missed churner costs, in needless contacts. Default: 5, or the run's.")
  var costRatio: Double?

  @Option(help: "For fbeta: how much more recall weighs than precision. Default: 2.")
  var beta: Double?

  @Option(help: "Most customers that can be contacted: a number, or a share below 1.")
  var capacity: Double?

  @Option(help: "Lowest share of churners among the contacted.")
  var precision: Double?

  @Option(help: "Lowest share of churners who are contacted.")
  var recall: Double?

  @Option(help: "Most money spent on contacts and incentives.")
  var budget: Double?

  func constraints() throws(InputError) -> ThresholdConstraints {
    let capacity = try capacity.map { (number) throws(InputError) in try ThresholdConstraints.Capacity(number) }
    return try ThresholdConstraints(capacity: capacity, precision: precision, recall: recall, budget: budget)
  }
}

struct MoneyColumnOptions: ParsableArguments {
  @Option(help: "The column of each customer's lifetime value.")
  var clvColumn: String?

  @Option(help: "The column of each customer's incentive cost.")
  var incentiveColumn: String?

  @Option(help: "The column of each customer's contact cost.")
  var contactColumn: String?

  @Option(help: "The column of what contacting a churner costs; with the next three a cost matrix for each customer.")
  var costTP: String?

  @Option(help: "The column of what contacting a stayer costs.")
  var costFP: String?

  @Option(help: "The column of what missing a churner costs.")
  var costFN: String?

  @Option(help: "The column of what leaving a stayer alone costs.")
  var costTN: String?

  var columns: MoneyColumns {
    MoneyColumns(
      clv: clvColumn, incentive: incentiveColumn, contact: contactColumn, costTP: costTP, costFP: costFP,
      costFN: costFN, costTN: costTN)
  }
}

extension CalibrationMethod: ExpressibleByArgument {}
