import ChurnML
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("max_detph", "max_depth"), ("CHURN", "Churn"), ("n_estimator", "n_estimators"), ("tenur", "tenure"), ("x", "y"),
  ])
  func aMisspeltWordFindsItsNeighbour(word: String, meant: String) {
    #expect(Suggestion.nearest(word, in: ["max_depth", "n_estimators", "Churn", "tenure", "y"]) == meant)
  }

  @Test func farWordsSuggestNothing() {
    #expect(Suggestion.nearest("gender", in: ["Churn", "tenure"]) == nil)
    #expect(Suggestion.nearest("gender", in: []) == nil)
    #expect(Suggestion.nearest("", in: ["tenure"]) == nil)
    #expect(Suggestion.clause("gender", in: ["Churn"]) == "")
  }

  @Test func theNearestWinsAndTheFirstOfEquals() {
    #expect(Suggestion.nearest("max_bin", in: ["max_bits", "max_bins"]) == "max_bins")
    #expect(Suggestion.nearest("cat", in: ["bat", "rat"]) == "bat")
    #expect(Suggestion.clause("max_detph", in: ["max_depth"]) == "; did you mean \"max_depth\"?")
  }
}
