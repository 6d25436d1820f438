internal import Foundation

/// A customer of a telephone company, with the columns and categories of IBM's telco data.
public struct TelcoCustomer: Sendable, Equatable {
  public enum InternetService: String, Sendable, CaseIterable {
    case dsl = "DSL"
    case fiberOptic = "Fiber optic"
    case none = "No"
  }

  public enum Contract: String, Sendable, CaseIterable {
    case monthToMonth = "Month-to-month"
    case oneYear = "One year"
    case twoYear = "Two year"
  }

  public enum PaymentMethod: String, Sendable, CaseIterable {
    case bankTransfer = "Bank transfer (automatic)"
    case creditCard = "Credit card (automatic)"
    case electronicCheck = "Electronic check"
    case mailedCheck = "Mailed check"
  }

  public internal(set) var id = ""
  public internal(set) var isFemale = false
  public internal(set) var isSenior = false
  public internal(set) var hasPartner = false
  public internal(set) var hasDependents = false
  /// Months, 0 to 72.
  public internal(set) var tenure = 0
  public internal(set) var hasPhone = false
  public internal(set) var hasMultipleLines = false
  public internal(set) var internet = InternetService.none
  /// The extras are never taken without internet service.
  public internal(set) var hasSecurity = false
  public internal(set) var hasBackup = false
  public internal(set) var hasProtection = false
  public internal(set) var hasSupport = false
  public internal(set) var streamsTV = false
  public internal(set) var streamsMovies = false
  public internal(set) var contract = Contract.monthToMonth
  public internal(set) var isPaperless = false
  public internal(set) var payment = PaymentMethod.mailedCheck
  /// In cents.
  public internal(set) var monthlyCharges = 0
  /// In cents; 0 for customers of no month yet, whose cell is blank.
  public internal(set) var totalCharges = 0
  public internal(set) var hasChurned = false

  /// P(churned), the truth that `hasChurned` was drawn from.
  ///
  /// Logistic in the customer's properties, with interactions that a linear model cannot see: fibre hurts most without a
  /// contract, electronic checks most in the first months, missing support most for seniors, high charges only where
  /// leaving is easy, and customers of two-year contracts grow restless when theirs ends.
  public var churnProbability: Double { 1 / (1 + exp(-logOdds)) }

  private var logOdds: Double {
    func when(_ condition: Bool, _ value: Double) -> Double { condition ? value : 0 }
    let months = Double(tenure)
    let isFree = contract == .monthToMonth
    var sum = -0.4
    sum += when(contract == .oneYear, -0.85) + when(contract == .twoYear, -1.7)
    sum += when(internet == .fiberOptic, 0.45) + when(internet == .none, -0.6)
    sum -= 1.8 * months / (months + 18)
    sum += when(payment == .electronicCheck, 0.3) + when(isPaperless, 0.25)
    sum += when(isSenior, 0.15) + when(hasDependents, -0.2) + when(hasMultipleLines, 0.15)
    sum += when(hasSecurity, -0.35) + when(hasSupport, -0.3)
    sum += when(streamsTV, 0.15) + when(streamsMovies, 0.15)
    sum += when(isFree && internet == .fiberOptic, 0.35)
    sum += when(payment == .electronicCheck && tenure <= 6, 0.3)
    sum += when(isSenior && internet != .none && !hasSupport, 0.25)
    sum += when(isFree, 0.008 * (Double(monthlyCharges) / 100 - 65))
    sum += when(contract == .twoYear && tenure >= 66, 0.5)
    return sum
  }

  /// The cells of the customer's row, in the order of `SyntheticTelco.header`.
  public var cells: [String] {
    [
      id, isFemale ? "Female" : "Male", isSenior ? "1" : "0", Self.yesNo(hasPartner), Self.yesNo(hasDependents),
      "\(tenure)", Self.yesNo(hasPhone), hasPhone ? Self.yesNo(hasMultipleLines) : "No phone service",
      internet.rawValue,
      extra(hasSecurity), extra(hasBackup), extra(hasProtection), extra(hasSupport), extra(streamsTV),
      extra(streamsMovies), contract.rawValue, Self.yesNo(isPaperless), payment.rawValue, Self.amount(monthlyCharges),
      tenure == 0 ? " " : Self.amount(totalCharges), Self.yesNo(hasChurned),
    ]
  }

  private func extra(_ isTaken: Bool) -> String { internet == .none ? "No internet service" : Self.yesNo(isTaken) }

  private static func yesNo(_ value: Bool) -> String { value ? "Yes" : "No" }

  /// 2985 is `29.85`, 7070 is `70.7`, 2000 is `20`.
  static func amount(_ cents: Int) -> String {
    let (whole, rest) = cents.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
    return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
