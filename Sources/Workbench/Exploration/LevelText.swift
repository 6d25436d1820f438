public import ChurnML
internal import Foundation

extension Level {
  /// `Two year`, `1`, `(6, 12]`, `17 others`.
  public var text: String {
    switch self {
    case .category(let name): name
    case .number(let number): Self.short(number)
    case .band(let low, let high, let isLowest): "\(isLowest ? "[" : "(")\(Self.short(low)), \(Self.short(high))]"
    case .others(let count): "\(count) others"
    }
  }

  private static func short(_ number: Double) -> String { String(format: "%.6g", number) }
}
