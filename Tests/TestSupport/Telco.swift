public import ChurnML
import Foundation

/// The telco data (7043 customers), which `Scripts/telco-data` fetches to `Experiments/telco.csv`.
public enum Telco {
  static let file = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Experiments/telco.csv")

  /// The file's cells by column name.
  public static func cells() throws -> (names: [String], columns: [String: [String]]) {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw WorkError("Experiments/telco.csv is not there; run Scripts/telco-data")
    }
    let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let names = rows[0].map(String.init)
    let columns = names.indices.map { column in rows.dropFirst().map { String($0[column]) } }
    return (names, Dictionary(uniqueKeysWithValues: zip(names, columns)))
  }

  /// Features, the customer's number left out.
  /// - Parameter blankTotalCharges: what the 11 blank cells of TotalCharges hold.
  public static func dataset(blankTotalCharges: Double = .nan) throws -> Dataset {
    let (names, columns) = try cells()
    let features = names.filter { $0 != "customerID" && $0 != "Churn" }.map { name -> Column in
      let cells = columns[name] ?? []
      if ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges"].contains(name) {
        return Column(name: name, values: .numeric(cells.map { Double($0) ?? blankTotalCharges }))
      }
      return Column(categorical: name, cells: cells)
    }
    return Dataset(
      features: features, labels: (columns["Churn"] ?? []).map { $0 == "Yes" ? 1 : 0 },
      target: Target(column: "Churn", positive: "Yes"), digest: "telco")
  }

  /// The seven numeric columns of `model_reference.json`.
  public static func referenceDataset() throws -> Dataset {
    let (_, columns) = try cells()
    func numbers(_ name: String) -> [Double] { (columns[name] ?? []).map { Double($0) ?? .nan } }
    func indicator(_ name: String, _ value: String) -> [Double] { (columns[name] ?? []).map { $0 == value ? 1 : 0 } }
    let features = [
      ("tenure", numbers("tenure")), ("MonthlyCharges", numbers("MonthlyCharges")),
      ("one_year", indicator("Contract", "One year")), ("two_year", indicator("Contract", "Two year")),
      ("fiber", indicator("InternetService", "Fiber optic")),
      ("echeck", indicator("PaymentMethod", "Electronic check")), ("senior", numbers("SeniorCitizen")),
    ]
    return Dataset(
      features: features.map { Column(name: $0.0, values: .numeric($0.1)) },
      labels: (columns["Churn"] ?? []).map { $0 == "Yes" ? 1 : 0 },
      target: Target(column: "Churn", positive: "Yes"), digest: "telco")
  }
}

extension Column {
  /// A categorical column of texts; an empty one is missing.
  public init(categorical name: String, cells: [String]) {
    let categories = Set(cells).filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let codes = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, Int32($0)) })
    self.init(
      name: name,
      values: .categorical(codes: cells.map { codes[$0] ?? Column.missing }, categories: categories))
  }
}
