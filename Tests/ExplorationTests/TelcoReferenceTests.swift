import ChurnML
import Foundation
import TestSupport
import Testing

/// IBM's telco data against scipy, scikit-learn and statsmodels.
@Suite struct TelcoReferenceTests {
  private static let target = Target(column: "Churn", positive: "Yes")

  private static func explore(_ table: Table) throws -> Exploration {
    var settings = ExplorationSettings()
    settings.permutations = 99
    return try Exploration(table, target: target, settings: settings, jobs: 2)
  }

  @Test func categories() throws {
    let reference = try Fixture.json("stats_reference")["telco_eda"]
    let exploration = try Self.explore(Fixture.telcoTable())
    let names = reference.keys.filter { reference[$0].has("levels") }
    #expect(names.count == 16)
    for name in names {
      let expected = reference[name]
      let indicator = try #require(exploration.indicators.first { $0.column == name })
      #expect(close(indicator.table.chiSquare, expected["chi2"].number), "\(name)")
      #expect(close(indicator.table.pValue, expected["p"].number), "\(name)")
      #expect(close(indicator.table.cramersV, expected["cramers_v"].number), "\(name)")
      #expect(close(indicator.table.correctedCramersV, expected["cramers_v_bias_corrected"].number), "\(name)")
      #expect(close(indicator.table.mutualInformation, expected["mutual_info_nats"].number), "\(name)")
      let column = try #require(exploration.columns.first { $0.summary.name == name })
      let counts = column.levels.map { [$0.count.churned, $0.count.rows] }
      #expect(counts == expected["levels"].keys.map { expected["levels"][$0].array.map(\.int) }, "\(name)")
    }
  }

  @Test func numbers() throws {
    // The reference has 0 for the eleven customers without TotalCharges.
    let text = try String(contentsOfFile: Fixture.telcoPath(), encoding: .utf8).replacing(", ,", with: ",0,")
    let options = CSVOptions(kinds: ["Churn": .categorical])
    let exploration = try Self.explore(Table(csv: Array(text.utf8), named: "filled", options: options))
    let reference = try Fixture.json("stats_reference")["telco_eda"]
    for name in ["tenure", "MonthlyCharges", "TotalCharges"] {
      let expected = reference[name]
      let indicator = try #require(exploration.indicators.first { $0.column == name })
      #expect(close(indicator.auc, expected["mannwhitney_auc"].number), "\(name)")
      #expect(close(indicator.ks, expected["ks"].number), "\(name)")
      #expect(indicator.direction == (expected["mannwhitney_auc"].number > 0.5 ? .higher : .lower))
      let contrast = try #require(exploration.columns.first { $0.summary.name == name }?.contrast?.value)
      #expect(close(contrast.meanChurned, expected["mean_churn"].number), "\(name)")
      #expect(close(contrast.meanStayed, expected["mean_stay"].number), "\(name)")
      #expect(close(contrast.pointBiserial, expected["pointbiserial"].number), "\(name)")
    }
  }

  /// Missing numbers are left out of the ranking and counted on their own.
  @Test func roles() throws {
    let exploration = try Self.explore(Fixture.telcoTable())
    let roles = Dictionary(uniqueKeysWithValues: exploration.columns.map { ($0.summary.name, $0.role) })
    #expect(roles["customerID"] == .identifier)
    #expect(roles["Churn"] == .target)
    #expect(exploration.indicators.count == 19)
    #expect(exploration.columns.first { $0.summary.name == "TotalCharges" }?.missing == ChurnCount(rows: 11))
    #expect(Set(exploration.indicators.filter(\.null.isNoise).map(\.column)) == ["gender", "PhoneService"])
    #expect(exploration.pairs.redundant.contains(["PhoneService", "MultipleLines"]))
    #expect(exploration.tenure.value?.column == "tenure")
    #expect(exploration.survival.reason == SurvivalExploration.undeclared)
  }

  /// lifelines' curves, intervals and log-rank tests, through the columns a user would declare.
  @Test func survival() throws {
    var settings = ExplorationSettings()
    settings.permutations = 19
    settings.followedBy = FollowUpColumns(entry: "0", observation: "tenure")
    let exploration = try Exploration(Fixture.telcoTable(), target: Self.target, settings: settings, jobs: 2)
    let survival = try #require(exploration.survival.value)
    let reference = try Fixture.json("stats_reference")["telco_survival_lifelines"]
    let contract = try #require(survival.by.first { $0.column == "Contract" })
    let curves = zip(contract.levels, contract.curves).map { level, curve in
      guard case .category(let name) = level else { return ("", curve) }
      return (name, curve)
    }
    for (name, curve) in curves + [("ALL", survival.overall)] {
      for time in reference[name]["S"].keys {
        let step = curve.step(at: Double(time) ?? .nan)
        #expect(close(step?.survival ?? 1, reference[name]["S"][time].number), "\(name) \(time)")
      }
      #expect(curve.median ?? .infinity == reference[name]["median"].number, "\(name)")
      guard reference[name].has("ci12") else { continue }
      #expect(close(curve.step(at: 12)?.low ?? 1, reference[name]["ci12"][0].number), "\(name)")
      #expect(close(curve.step(at: 12)?.high ?? 1, reference[name]["ci12"][1].number), "\(name)")
    }
    for (column, key) in [("Contract", "logrank_contract"), ("gender", "logrank_gender")] {
      let test = try #require(survival.by.first { $0.column == column }?.logRank.value)
      #expect(close(test.statistic, reference[key]["chi2"].number), "\(column)")
      #expect(test.df == reference[key]["df"].int, "\(column)")
      #expect(close(test.pValue, reference[key]["p"].number), "\(column)")
    }
    #expect(!exploration.indicators.contains { $0.column == "tenure" }, "the end of observation is no feature")
  }
}
