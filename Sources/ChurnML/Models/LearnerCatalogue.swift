/// Every model an experiment file can name: one line each. The laws are tested for all of them.
public enum LearnerCatalogue {
  public static let all: [any Learner.Type] = [
    RandomForest.self,
    LogisticRegression.self,
    SplineLogistic.self,
    GradientBoosting.self,
    MajorityClassifier.self,
  ]

  public static func learner(named name: String) -> (any Learner.Type)? { all.first { $0.name == name } }
}
