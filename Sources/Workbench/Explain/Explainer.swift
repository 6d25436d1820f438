public import ChurnML

/// Says why a model gives a customer the probability it gives: the one way to reasons for the command line, the report and a server.
///
/// Reasons are Shapley values summed by original column. They are what the model associates with a column's value, never
/// what changing it would cause.
public struct Explainer: Sendable {
  public let model: SavedModel
  private let classifier: any AttributableClassifier

  /// Under every list of reasons.
  public static let caution = "What the model associates with these customers, not what a change would cause."

  /// - Throws: for a model that has no reasons to give.
  public init(model: SavedModel) throws(InputError) {
    guard let classifier = model.classifier as? any AttributableClassifier else {
      throw InputError(at: model.facts.model, "this kind of model has no reasons; name another with --model")
    }
    self.model = model
    self.classifier = classifier
  }

  /// How the reasons are found, in a word for records.
  public func method(_ background: Background? = nil) -> String {
    switch classifier {
    case is any TreeClassifier: background == nil ? "tree_shap_path_dependent" : "tree_shap_interventional"
    case is LogisticModel: "linear_shap"
    default: "shap"
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
    let attributions = attributions(columns, rows: rows, background: background, jobs: jobs)
    let probabilities = classifier.predictProbability(columns, rows: rows, jobs: jobs)
    return rows.indices.map { index in
      CustomerReasons(
        probability: probabilities[index], space: attributions.space, base: attributions.base,
        inOrderOfColumns: zip(columns, attributions.row(index)).map {
          Reason(column: $0.name, value: $0.value(row: rows[index]), contribution: $1)
        })
    }
  }

  /// The reasons of one row.
  public func reasons(_ columns: [Column], row: Int) -> CustomerReasons {
    reasons(columns, rows: [row], jobs: 1)[0]
  }

  private func attributions(
    _ columns: [Column], rows: [Int], background: Background?, jobs: Int
  ) -> Attributions {
    guard let background, let trees = classifier as? any TreeClassifier else {
      return classifier.attributions(columns, rows: rows, jobs: jobs)
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
