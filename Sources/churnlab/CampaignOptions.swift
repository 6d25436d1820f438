import ArgumentParser
import Workbench

/// The money of a retention campaign.
struct CampaignOptions: ParsableArguments {
  @Option(help: "What a customer who stays is worth.")
  var clv: Double?

  @Option(help: "What the offer costs when it is taken.")
  var incentive: Double?

  @Option(help: "What it costs to reach one customer.")
  var contact: Double?

  @Option(help: "Share of contacted churners who are retained, as 0.3, or alpha and beta of its distribution, as 6,14.")
  var acceptance: String?

  @Option(help: "Share of contacted stayers who take the offer. Default: 1, the literature's silent assumption.")
  var stayerAcceptance: Double?

  var flags: CampaignFlags {
    CampaignFlags(
      clv: clv, incentive: incentive, contact: contact, acceptance: acceptance, stayerAcceptance: stayerAcceptance)
  }
}
