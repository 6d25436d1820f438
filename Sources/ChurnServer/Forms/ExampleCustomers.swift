import Workbench

/// Made-up customers to try the form with: as usual as can be, and from there step by step to more and to less risk.
struct ExampleCustomers: Sendable {
  enum Example: String, CaseIterable, Sendable {
    case usual, risky, safe

    var label: String {
      switch self {
      case .usual: "A usual customer"
      case .risky: "One at risk"
      case .safe: "A safe one"
      }
    }
  }

  private let customers: [Example: [String: String]]

  init(_ form: CustomerForm, _ model: ServedModel) {
    customers = [
      .usual: form.usual,
      .risky: Self.search(form, model) { $0 > $1 },
      .safe: Self.search(form, model) { $0 < $1 },
    ]
  }

  subscript(example: Example) -> [String: String] { customers[example] ?? [:] }

  /// Columns whose answers are tried; more would take long where there are hundreds.
  private static let columnLimit = 40

  /// Goes through the columns once and keeps of each the answer with the best risk, as long as all answers go together.
  private static func search(
    _ form: CustomerForm, _ model: ServedModel, isBetter: (Double, Double) -> Bool
  ) -> [String: String] {
    var customer = form.usual
    for field in form.fields.prefix(columnLimit) {
      let tried = field.candidates.map { value in customer.merging([field.name: value]) { $1 } }
        .filter { form.clashes($0).isEmpty }
      guard let batch = try? model.reader.read(Array(JSON.list(tried.map(form.json)).compact.utf8)) else { continue }
      let risks = model.predict(batch, jobs: 1).map(\.probability)
      guard let best = risks.indices.max(by: { isBetter(risks[$1], risks[$0]) }) else { continue }
      customer = tried[best]
    }
    return customer
  }
}

extension CustomerForm.Field {
  /// Some answers that differ: every choice, or the ends and the middle of a range. The usual one stands first, so that it stays
  /// where nothing is better.
  fileprivate var candidates: [String] {
    switch kind {
    case .choice(let choices): [usual] + choices.map(\.value).filter { $0 != usual }
    case .text: [usual]
    case .number(let isWhole, let least, let greatest):
      [usual]
        + [least, greatest].compactMap(\.self).map { end in
          // Not the very end, which is an odd customer.
          let middle = Double(usual) ?? end
          let value = middle + 0.8 * (end - middle)
          return FormNumber.text(isWhole ? value.rounded() : (value * 100).rounded() / 100)
        }
    }
  }
}
