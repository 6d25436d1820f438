import ChurnML
import Foundation
import HTTPTypes
import Reporting
import Workbench

/// The cut-off and the money of a run, to be moved: what acting on them would have done to the run's customers.
struct ThresholdView {
  let id: RunID
  let models: [String]
  private let explorer: ThresholdExplorer
  private let answer: ThresholdExplorer.Answer
  /// What was typed of the money.
  private let typed: CampaignFlags
  /// nil where there is none, and while one that the experiment has not is only half typed.
  private let campaign: Campaign?

  /// - Throws: for amounts that cannot be.
  init(_ id: RunID, models: [String], _ explorer: ThresholdExplorer, _ values: FormValues) throws(Problem) {
    self.id = id
    self.models = models
    self.explorer = explorer
    typed = CampaignFlags(
      clv: try Self.number("clv", values), incentive: try Self.number("incentive", values),
      contact: try Self.number("contact", values), acceptance: values["acceptance"].flatMap { $0.isEmpty ? nil : $0 },
      stayerAcceptance: try Self.number("stayer_acceptance", values))
    do throws(InputError) {
      let isWhole = explorer.campaign != nil || typed.isWhole
      campaign = isWhole ? try typed.campaign(changing: explorer.campaign) : nil
    } catch { throw Self.problem(error) }
    answer = explorer.answer(threshold: try Self.number("threshold", values), campaign: campaign)
  }

  /// Larger amounts than any campaign's, whose sums no page has room for.
  private static let mostMoney = 1e12

  private static func number(_ name: String, _ values: FormValues) throws(Problem) -> Double? {
    guard let text = values[name], !text.isEmpty else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw .parameter(name, "\"\(text.prefix(40))\" is not a number")
    }
    guard number <= mostMoney else { throw .parameter(name, "\(text.prefix(40)) is too much; give at most 1e12") }
    return number
  }

  /// The flaw at its field.
  private static func problem(_ error: InputError) -> Problem {
    let fields = ["stayer_acceptance", "acceptance", "clv", "incentive", "contact"]
    guard let place = error.place, let field = fields.first(where: place.contains) else {
      return Problem(.badRequest, "\(error)")
    }
    return .parameter(field, error.message)
  }

  var section: HTML {
    HTML(
      "section", ["aria-labelledby": "acting"], HTML("h2", ["id": "acting"], "Acting on it"),
      HTML(
        "div", ["class": "desk wide"], form,
        HTML(
          "div",
          [
            "class": "result", "id": "acting-result", "role": "region", "aria-live": "polite",
            "aria-label": "What it would do",
          ], inside)))
  }

  private var form: HTML {
    let choice = HTML(
      "div", [:], HTML("label", ["for": "model"], "Model"),
      HTML(
        "select", ["id": "model", "name": "model"],
        models.map { HTML("option", ["value": $0, "selected": $0 == explorer.model ? "" : nil], HTML(text: $0)) }))
    return HTML(
      "form",
      [
        "class": "sheet", "method": "get", "action": id.path, "data-live": "\(id.path)/acting",
        "data-target": "#acting-result",
      ],
      HTML(
        "fieldset", [:], HTML("legend", [:], "Cut-off"),
        HTML(
          "p", ["class": "hint"], "Every customer whose probability is at least the cut-off is contacted."),
        HTML("div", ["class": "fields"], amount("threshold", "Cut-off", Self.shown(answer.threshold), most: 1), choice)),
      HTML(
        "fieldset", [:], HTML("legend", [:], "Campaign, per customer"),
        explorer.campaign == nil
          ? HTML("p", ["class": "hint"], "With the first four of these, profit is counted too.") : "",
        HTML(
          "div", ["class": "fields"], amount("clv", "Lifetime value", campaign?.clv ?? typed.clv),
          amount("incentive", "Incentive", campaign?.incentive ?? typed.incentive),
          amount("contact", "Contact", campaign?.contact ?? typed.contact),
          acceptance,
          amount(
            "stayer_acceptance", "Stayers who take it", campaign?.stayerAcceptance ?? typed.stayerAcceptance, most: 1))),
      HTML(
        "div", ["class": "buttons"], HTML("button", ["class": "main", "type": "submit"], "Show"),
        HTML("a", ["class": "button", "href": "\(id.path)#acting"], "As in the experiment")))
  }

  /// A number to type, and to slide where there is one.
  /// - Parameter most: nil for money, which has no end.
  private func amount(_ name: String, _ label: String, _ value: Double?, most: Double? = nil) -> HTML {
    HTML(
      "div", [:], HTML("label", ["for": name], HTML(text: label)),
      HTML(
        "input",
        [
          "type": "number", "id": name, "name": name, "min": "0", "max": most.map(Self.plain), "step": "any",
          "value": value.map(Self.plain) ?? "",
        ]), value.map { Self.slider(name, label, $0, most: most ?? Self.end(behind: $0)) } ?? "")
  }

  /// Works with the page's script, which moves the number along; without it the number is typed.
  private static func slider(_ name: String, _ label: String, _ value: Double, most: Double) -> HTML {
    HTML(
      "input",
      [
        "type": "range", "data-of": name, "min": "0", "max": plain(most), "step": plain(most / 200),
        "value": plain(value), "aria-label": "\(label), to slide",
      ])
  }

  /// A round number well behind an amount of money: the first of 1, 2, 5, 10, ... that is at least twice as much.
  private static func end(behind value: Double) -> Double {
    guard value > 0 else { return 10 }
    let power = pow(10, log10(2 * value).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= 2 * value } ?? 10 * power
  }

  /// A share, or the two parameters of a beta distribution.
  private var acceptance: HTML {
    let text =
      switch campaign?.acceptance {
      case .share(let share): Self.plain(share)
      case .beta(let alpha, let beta): "\(Self.plain(alpha)),\(Self.plain(beta))"
      case nil: typed.acceptance ?? ""
      }
    return HTML(
      "div", [:], HTML("label", ["for": "acceptance"], "Retained share"),
      HTML("input", ["type": "text", "id": "acceptance", "name": "acceptance", "value": text, "inputmode": "decimal"]),
      campaign.map { Self.slider("acceptance", "Retained share", $0.acceptance.mean, most: 1) } ?? "")
  }

  /// A cut-off in few digits. Rounding up would leave out the very customer whose score it is.
  private static func shown(_ threshold: Double) -> Double { (threshold * 1e6).rounded(.down) / 1e6 }

  private static func plain(_ value: Double) -> String { String(format: "%.6g", value) }

  /// What changes when something is moved.
  var inside: HTML {
    HTML([
      tiles, curve.map(\.html) ?? "", bands,
      HTML(
        (answer.notes + [explorer.refusal.map { "Money for single customers is refused: \($0)." }].compactMap(\.self))
          .map { HTML("p", ["class": "hint"], HTML(text: $0)) }),
    ])
  }

  private var tiles: HTML {
    let confusion = answer.confusion
    var tiles = [
      Self.tile(
        "Contacted", Self.count(confusion.contacted),
        "\(NumberText.percent(confusion.contacted / max(confusion.count, 1))) of all"),
      Self.tile(
        "Churners found", Self.count(confusion.tp),
        "\(Self.percent(try? confusion.recall)) of \(Self.count(confusion.positives))"),
      Self.tile("Right of the contacted", Self.percent(try? confusion.precision), "precision"),
    ]
    if campaign != nil {
      let total = answer.value.map { $0 * confusion.count }
      tiles.append(
        Self.tile(
          "Profit", total.map(Self.whole) ?? NumberText.none,
          "\(NumberText.fixed(answer.value, 2)) per customer"))
    }
    return HTML([HTML("dl", ["class": "tiles"], tiles), HTML("p", ["class": "hint"], HTML(text: bestWords))])
  }

  private var bestWords: String {
    guard let best = answer.best, let optimum = best.optimum else { return "No cut-off is best here." }
    let measure = campaign == nil ? "F1" : "profit"
    var words =
      "Best \(measure): \(NumberText.fixed(optimum.value, campaign == nil ? 3 : 2)) at \(NumberText.fixed(optimum.threshold, 3))"
    if let near = best.nearOptimal {
      words += "; within 1 % of it from \(NumberText.fixed(near.low, 3)) to \(NumberText.fixed(near.high, 3))"
    }
    if let bayes = answer.bayesThreshold {
      words += "; by the scores themselves contacting pays from \(NumberText.fixed(bayes, 3))"
    }
    return words + ". Chosen and judged on the same customers, which flatters it."
  }

  private var curve: CurveView? {
    CurveView(
      points: answer.curve, here: answer.threshold,
      caption: campaign == nil ? "F1 over cut-offs" : "Profit per customer over cut-offs")
  }

  private var bands: HTML {
    guard !answer.bands.isEmpty else { return "" }
    return DataTable(
      id: "acting-bands", caption: "Bands", heads: ["Band", "From", "Customers", "Churned", "Action", "Profit each"],
      rows: answer.bands.map { row in
        [
          .text(row.band.name), .number(row.band.from.isFinite ? NumberText.fixed(row.band.from, 3) : "0"),
          .number(NumberText.count(row.customers)), .number(Self.percent(row.churnRate.value)),
          .text(row.band.action?.name ?? "none"), .number(NumberText.fixed(row.measuredProfit.value, 2)),
        ]
      }
    ).html
  }

  private static func tile(_ name: String, _ value: String, _ note: String) -> HTML {
    HTML(
      "div", [:], HTML("dt", [:], HTML(text: name)),
      HTML("dd", [:], HTML(text: value), HTML("small", [:], HTML(text: note))))
  }

  /// An amount for all customers. An experiment may have more of it than a whole number holds.
  private static func whole(_ amount: Double) -> String {
    amount.magnitude < 1e15 ? NumberText.count(Int(amount.rounded())) : NumberText.short(amount)
  }

  private static func count(_ value: Double) -> String { NumberText.count(Int(value.rounded())) }
  private static func percent(_ share: Double?) -> String { share.map { NumberText.percent($0) } ?? NumberText.none }
}

extension CampaignFlags {
  /// Whether all that a campaign needs is there.
  fileprivate var isWhole: Bool { clv != nil && incentive != nil && contact != nil && acceptance != nil }
}
