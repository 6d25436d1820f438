internal import Foundation

/// Numbers for people.
package enum NumberText {
  /// Where there is no value.
  package static let none = "–"
  static let noParameter = "none"

  /// `0.8472`; an en dash where there is no value.
  package static func fixed(_ value: Double?, _ digits: Int = 4) -> String {
    guard let value else { return none }
    return String(format: "%.\(digits)f", value)
  }

  /// `+0.0023`.
  package static func signed(_ value: Double?, _ digits: Int = 4) -> String {
    guard let value else { return none }
    return String(format: "%+.\(digits)f", value)
  }

  /// At most five significant digits: `29.85`, `0.0001`.
  package static func short(_ value: Double) -> String { String(format: "%.5g", value) }

  /// `7,043`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }

  /// `26.5 %`.
  package static func percent(_ share: Double, _ digits: Int = 1) -> String {
    String(format: "%.\(digits)f %%", 100 * share)
  }

  /// `37 MB`, `1.2 GB`.
  package static func bytes(_ count: Int) -> String {
    let megabytes = Double(count) / 1e6
    if megabytes < 1 { return String(format: "%.1f kB", megabytes * 1000) }
    return megabytes < 1000 ? String(format: "%.0f MB", megabytes) : String(format: "%.1f GB", megabytes / 1000)
  }

  /// `3.4 s`, `2 min 5 s`.
  package static func duration(_ seconds: Double) -> String {
    if seconds < 1 { return String(format: "%.2f s", seconds) }
    if seconds < 60 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
