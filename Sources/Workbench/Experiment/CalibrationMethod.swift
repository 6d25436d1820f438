/// How scores are made probabilities, cross-fitted.
public enum CalibrationMethod: String, Sendable, CaseIterable {
  case none, platt, isotonic, beta
}
