internal import ChurnML
public import Workbench

/// What the linear models say about the columns, for a terminal.
public enum EffectsText {
  public static func text(_ effects: EffectsRecord) -> String {
    effects.models.map { model in
      let parts = model.inference.map(inference) ?? [model.reason ?? ""]
      return ([model.model] + parts + [self.effects(model)]).joined(separator: "\n\n")
    }.joined(separator: "\n\n") + "\n"
  }

  private static func inference(_ inference: EffectsRecord.Inference) -> [String] {
    let share = NumberText.percent(inference.level, 0)
    var table = TextTable(["column", "estimate", "std. error", "z", "p", "odds ratio", "\(share) interval"])
    for effect in inference.coefficients {
      table.add([
        TextWrap.cut(effect.column, to: 40), short(effect.estimate), short(effect.standardError),
        NumberText.fixed(effect.z, 2), p(effect.pValue), short(effect.oddsRatio),
        "\(short(effect.oddsRatioLow)) to \(short(effect.oddsRatioHigh))",
      ])
    }
    var tests = TextTable(["without", "chi-square", "df", "p"])
    for test in inference.columns {
      tests.add([test.column ?? "", NumberText.fixed(test.statistic, 2), "\(test.df)", p(test.pValue)])
    }
    let means = inference.penalty == "firth" ? "Firth's penalised likelihood" : "maximum likelihood"
    let ratio = inference.likelihoodRatio
    let most = inference.leverage.most.prefix(3).map { "row \($0.row) \(NumberText.short($0.leverage))" }
    let figures = """
      Log-likelihood \(NumberText.fixed(inference.logLikelihood, 2)), of the intercept alone \
      \(NumberText.fixed(inference.nullLogLikelihood, 2)); deviance \(NumberText.fixed(inference.deviance, 2)), \
      AIC \(NumberText.fixed(inference.aic, 2)), BIC \(NumberText.fixed(inference.bic, 2)). All columns together: \
      chi-square \(NumberText.fixed(ratio.statistic, 2)), df \(ratio.df), p \(p(ratio.pValue)). Leverage: mean \
      \(NumberText.short(inference.leverage.mean)), most \(most.joined(separator: ", ")).
      """
    return [
      TextWrap.wrap(
        "By \(means) on \(NumberText.count(inference.rows)) customers, without the ridge of the model that predicts; per unit of a column, or against its first category."
      ),
      table.text, TextWrap.wrap(figures),
    ] + (inference.columns.isEmpty ? [] : ["Likelihood-ratio tests\n" + tests.text])
      + (inference.notes.isEmpty ? [] : [TextWrap.list("Notes", inference.notes)])
  }

  /// The lowest and the highest point of each column's effect.
  private static func effects(_ model: EffectsRecord.Model) -> String {
    var table = TextTable(["effect on the log odds", "lowest", "at", "highest", "at"])
    for effect in model.partialEffects {
      guard let low = effect.points.min(by: { $0.effect < $1.effect }),
        let high = effect.points.max(by: { $0.effect < $1.effect })
      else { continue }
      table.add([
        TextWrap.cut(effect.column, to: 40), NumberText.signed(low.effect, 3), place(low.number, low.category),
        NumberText.signed(high.effect, 3), place(high.number, high.category),
      ])
    }
    return table.text
  }

  private static func place(_ number: Double?, _ category: String?) -> String {
    number.map(NumberText.short) ?? TextWrap.cut(category ?? NumberText.none, to: 24)
  }

  private static func short(_ value: Double?) -> String { value.map(NumberText.short) ?? NumberText.none }

  private static func p(_ value: Double?) -> String {
    guard let value else { return NumberText.none }
    return value < 0.0001 ? "<0.0001" : NumberText.fixed(value, 4)
  }
}
