public import ChurnML

extension Target {
  /// The option's text: the column, an equals sign, and the text of the cells of those who churned, as in `Churn=Yes`.
  /// The first equals sign divides them, so that the text may be `<=50K`.
  public init(option text: String) throws(InputError) {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex, text.index(after: sign) != text.endIndex else {
      throw InputError(
        at: "--target \(text)", "give the column and the text that means churned, as in --target Churn=Yes")
    }
    self.init(column: String(text[..<sign]), positive: String(text[text.index(after: sign)...]))
  }
}
