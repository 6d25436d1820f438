public import ChurnML

/// Says why a model gives a customer the probability it gives: the one way to reasons for the command line, the report and a server.
///
/// Reasons are Shapley values summed by original column. They are what the model associates with a column's value, never
/// what changing it would cause.
public struct Explainer: Sendable {
  public let model: SavedModel
  /// nil unless it was asked for.
  public let whatIf: WhatIfExplainer?
  private let refitted: RefittedExplainers?
  private let classifier: any AttributableClassifier
  private let attributor: any Attributor

  /// Under every list of reasons.
  public static let caution = "What the model associates with these customers, not what a change would cause."

  /// Makes the model ready, so that a customer takes milliseconds afterwards: worth keeping.
  /// - Throws: for a model that has no reasons to give.
  public init(model: SavedModel, whatIf: WhatIfExplainer? = nil, jobs: Int) throws(InputError) {
    try self.init(model, whatIf: whatIf, refitted: nil, jobs: jobs)
  }

  /// Whether there are reasons for what `model` says.
  public static func explains(_ model: SavedModel) -> Bool { model.classifier is any AttributableClassifier }

  /// For a model of a finished run; what is asked for here is ready for every customer afterwards.
  /// - Parameters:
  ///   - name: the run's forest, or else its best model, where it is left out.
  ///   - stability: learns the model anew on bootstrap rows, for which it reads the run's data.
  public init(_ run: RunFolder, model name: String?, whatIf: Bool, stability: Bool, jobs: Int) throws {
    let model = try run.savedModel(name)
    try self.init(
      model, whatIf: whatIf ? try WhatIfExplainer(run, model) : nil,
      refitted: stability
        ? try RefittedExplainers(try RunLearner(run, model: model.facts.model, jobs: jobs), jobs: jobs) : nil,
      jobs: jobs)
  }

  init(
    _ model: SavedModel, whatIf: WhatIfExplainer?, refitted: RefittedExplainers?, jobs: Int
  ) throws(InputError) {
    guard let classifier = model.classifier as? any AttributableClassifier else {
      throw InputError(at: model.facts.model, "this kind of model has no reasons; name another with --model")
    }
    self.model = model
    self.whatIf = whatIf
    self.refitted = refitted
    self.classifier = classifier
    attributor = classifier.attributor(jobs: jobs)
  }

  /// How the reasons are found, in a word for records.
  public func method(_ background: Background? = nil) -> String {
    switch classifier {
    case is any TreeClassifier: background == nil ? "tree_shap_path_dependent" : "tree_shap_interventional"
    case is LogisticModel: "linear_shap"
    default: "shap"
    }
  }

  /// All that was asked for about one customer: what a server calls.
  /// - Parameter columns: of the model's schema, with its categories.
  public func explanation(_ columns: [Column], row: Int) -> CustomerExplanation {
    explanations(columns, rows: [row], jobs: 1)[0]
  }

  /// All that was asked for about some rows, in their order.
  /// - Parameter whatIfLimit: for how many of them what-if is answered; the others are told that it is not.
  public func explanations(
    _ columns: [Column], rows: [Int], background: Background? = nil, whatIfLimit: Int = .max, jobs: Int
  ) -> [CustomerExplanation] {
    let attributions = attributions(columns, rows: rows, background: background, jobs: jobs)
    let reasons = reasons(columns, rows: rows, attributions, jobs: jobs)
    let stability = refitted?.stability(of: attributions, columns, rows: rows, jobs: jobs)
    let names = columns.map(\.name)
    return concurrentMap(count: rows.count, jobs: jobs) { index in
      CustomerExplanation(
        reasons: reasons[index],
        stability: stability.map { CustomerStability(columns: names, row: $0.rows[index], refits: $0.refits) },
        whatIf: index < whatIfLimit
          ? whatIf?.answer(columns, row: rows[index])
          : whatIf?.refusing(
            "what-if is answered for the first \(whatIfLimit) customers only; ask for this one in another request"))
    }
  }

  /// The reasons of some rows, in their order.
  /// - Parameters:
  ///   - columns: of the model's schema, with its categories.
  ///   - background: rows that a column's value comes from where it is not known; without it tree models go by the rows each
  ///     tree was grown on. Only tree models look at it.
  public func reasons(
    _ columns: [Column], rows: [Int], background: Background? = nil, jobs: Int
  ) -> [CustomerReasons] {
    reasons(columns, rows: rows, attributions(columns, rows: rows, background: background, jobs: jobs), jobs: jobs)
  }

  /// The reasons of one row.
  public func reasons(_ columns: [Column], row: Int) -> CustomerReasons {
    reasons(columns, rows: [row], jobs: 1)[0]
  }

  private func reasons(
    _ columns: [Column], rows: [Int], _ attributions: Attributions, jobs: Int
  ) -> [CustomerReasons] {
    let probabilities = classifier.predictProbability(columns, rows: rows, jobs: jobs)
    return rows.indices.map { index in
      CustomerReasons(
        probability: probabilities[index], space: attributions.space, base: attributions.base,
        inOrderOfColumns: zip(columns, attributions.row(index)).map {
          Reason(column: $0.name, value: $0.value(row: rows[index]), contribution: $1)
        })
    }
  }

  func attributions(_ columns: [Column], rows: [Int], background: Background? = nil, jobs: Int) -> Attributions {
    guard let background, let trees = classifier as? any TreeClassifier else {
      return attributor.attributions(columns, rows: rows, jobs: jobs)
    }
    return trees.interventionalAttributions(
      columns, rows: rows, against: background.columns, background: Array(0..<background.rows), jobs: jobs)
  }

  /// Customers who lend their values to columns that are not known.
  public struct Background: Sendable {
    let columns: [Column]
    let rows: Int

    /// - Parameter rows: of `columns`, which are of the model's schema; at least one.
    public init(_ columns: [Column], rows: [Int]) {
      self.columns = columns.map { $0.selecting(rows) }
      self.rows = rows.count
    }
  }
}
