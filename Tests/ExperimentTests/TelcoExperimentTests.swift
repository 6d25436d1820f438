import ChurnML
import Foundation
import Testing
import Workbench

/// The experiment that the demo runs.
@Suite struct TelcoExperimentTests {
  @Test func asksForTheMainJob() throws {
    let experiment = try Experiment.load(
      path: ExperimentSchemaTests.experiments.appendingPathComponent("telco.yaml").path)
    #expect(experiment.seed == 7)
    #expect(experiment.data.target == Target(column: "Churn", positive: "Yes"))
    #expect(experiment.resampling == .stratifiedKFold(folds: 5, repeats: 1))
    #expect(experiment.reference == "logistic")
    let points = experiment.models.map { SearchSpace.points(of: $0, search: experiment.search) }
    #expect(experiment.models.map(\.name) == ["forest", "logistic", "majority"])
    #expect(points.map(\.points.count) == [108, 4, 1])
    #expect(points.map(\.duplicatesRemoved) == [0, 0, 0])
  }
}
