/// Draws customers whose properties hang together as in IBM's telco data: shares below are that file's, rounded.
struct TelcoPopulation {
  private var source: RandomSource

  init(_ source: RandomSource) { self.source = source }

  mutating func customer() -> TelcoCustomer {
    var customer = TelcoCustomer()
    drawHousehold(&customer)
    drawServices(&customer)
    drawContract(&customer)
    drawExtras(&customer)
    drawBilling(&customer)
    drawCharges(&customer)
    customer.hasChurned = happens(customer.churnProbability)
    return customer
  }

  private mutating func drawHousehold(_ customer: inout TelcoCustomer) {
    customer.isFemale = happens(0.495)
    customer.isSenior = happens(0.162)
    customer.hasPartner = happens(0.483)
    let dependents = customer.hasPartner ? 0.58 : 0.11
    customer.hasDependents = happens(customer.isSenior ? 0.3 * dependents : dependents)
  }

  private mutating func drawServices(_ customer: inout TelcoCustomer) {
    customer.hasPhone = happens(0.903)
    if customer.hasPhone {
      customer.internet = pick(customer.isSenior ? [0.16, 0.79, 0.05] : [0.29, 0.43, 0.28])
      let multipleLines = customer.internet == .fiberOptic ? 0.626 : customer.internet == .dsl ? 0.4 : 0.224
      customer.hasMultipleLines = happens(multipleLines)
    } else {
      customer.internet = .dsl
    }
  }

  private mutating func drawContract(_ customer: inout TelcoCustomer) {
    var weights =
      switch customer.internet {
      case .dsl: [0.5, 0.235, 0.265]
      case .fiberOptic: [0.68, 0.18, 0.14]
      case .none: [0.34, 0.24, 0.42]
      }
    weights[0] *= customer.hasPartner ? 0.65 : 1.6
    customer.contract = pick(weights)
    // Order statistics and products of uniforms: short stays without a contract, long ones with two years.
    let u = source.unit()
    let v = source.unit()
    let w = source.unit()
    let share =
      switch customer.contract {
      case .monthToMonth: u * v
      case .oneYear: (max(u, v) + w) / 2
      case .twoYear: max(u, v, max(w, source.unit()))
      }
    customer.tenure = min(72, 1 + Int(75 * share))
    if customer.contract != .monthToMonth, happens(0.003) { customer.tenure = 0 }
  }

  private mutating func drawExtras(_ customer: inout TelcoCustomer) {
    guard customer.internet != .none else { return }
    let loyalty = customer.contract == .monthToMonth ? 0.0 : customer.contract == .oneYear ? 0.28 : 0.48
    let care = customer.internet == .dsl ? 0.06 : -0.06
    let fun = customer.internet == .dsl ? -0.08 : 0.08
    customer.hasSecurity = happens(0.23 + loyalty + care)
    customer.hasSupport = happens(0.22 + loyalty * 1.1 + care)
    customer.hasBackup = happens(0.32 + loyalty * 0.8)
    customer.hasProtection = happens(0.29 + loyalty)
    customer.streamsTV = happens(0.38 + loyalty * 0.7 + fun)
    customer.streamsMovies = happens(customer.streamsTV ? 0.75 : 0.28 + fun)
  }

  private mutating func drawBilling(_ customer: inout TelcoCustomer) {
    let paperless = customer.internet == .fiberOptic ? 0.774 : customer.internet == .dsl ? 0.549 : 0.292
    customer.isPaperless = happens(paperless)
    var weights =
      switch customer.contract {
      case .monthToMonth: [0.16, 0.14, 0.46, 0.24]
      case .oneYear: [0.27, 0.27, 0.23, 0.23]
      case .twoYear: [0.33, 0.34, 0.1, 0.23]
      }
    if customer.internet == .fiberOptic { weights[3] *= 0.35 }
    if customer.internet == .none { (weights[2], weights[3]) = (weights[2] * 0.3, weights[3] * 1.8) }
    customer.payment = pick(weights)
  }

  private mutating func drawCharges(_ customer: inout TelcoCustomer) {
    var price = customer.hasPhone ? 2000 : 0
    if customer.hasMultipleLines { price += 500 }
    switch customer.internet {
    case .dsl: price += 2500
    case .fiberOptic: price += 5000
    case .none: break
    }
    for isTaken in [customer.hasSecurity, customer.hasBackup, customer.hasProtection, customer.hasSupport] where isTaken
    {
      price += 500
    }
    for isTaken in [customer.streamsTV, customer.streamsMovies] where isTaken { price += 1000 }
    // Prices moved a little over the years: up to a unit either way, in steps of five cents.
    customer.monthlyCharges = price + 5 * (source.index(below: 21) + source.index(below: 21) - 20)
    let regular = customer.tenure * customer.monthlyCharges
    let drift = customer.tenure > 1 ? regular * (source.index(below: 161) - 80) / 1000 : 0
    customer.totalCharges = customer.tenure > 1 ? (regular + drift) / 5 * 5 : regular
  }

  private mutating func happens(_ probability: Double) -> Bool { source.unit() < probability }

  /// A case with probability proportional to its weight.
  private mutating func pick<Case: CaseIterable>(_ weights: [Double]) -> Case where Case.AllCases == [Case] {
    var rest = source.unit() * weights.reduce(0, +)
    for (value, weight) in zip(Case.allCases.dropLast(), weights) {
      if rest < weight { return value }
      rest -= weight
    }
    return Case.allCases[weights.count - 1]
  }
}
