public import ChurnML

/// The score samples that several reference figures speak of.
public enum ReferenceScores {
  /// A case of profit_reference.json.
  public static func named(_ name: String) throws -> JSONFixture {
    try Fixture.json("profit_reference")["cases"].array.filter { $0["name"].text == name }[0]
  }

  /// 400 customers, 86 churners.
  public static func modelA() throws -> RankedScores { try ranked("n400_modelA") }
  public static func modelB() throws -> RankedScores { try ranked("n400_modelB") }

  private static func ranked(_ name: String) throws -> RankedScores {
    let sample = try named(name)
    return RankedScores(labels: sample["y_true"].labels, scores: sample["y_score"].numbers)
  }
}
