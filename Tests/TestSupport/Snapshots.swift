import ChurnML

/// Customers seen in several months, and an experiment on them.
public enum Snapshots {
  public static let months = 10

  /// Columns customer, seen (the first of a month of 2024), region, usage and churn within the next two months; three rows of four
  /// are there.
  public static func csv(customers: Int = 60, seed: UInt64 = 2) -> String {
    var source = RandomSource(seed, 0x5A95)
    var text = "customer,seen,region,usage,churn\n"
    for customer in 0..<customers {
      let loyalty = source.unit()
      for month in 1...months where source.unit() < 0.75 {
        let usage = Int(100 * loyalty) + source.index(below: 40)
        let churns = source.unit() < 0.65 - 0.005 * Double(usage)
        let seen = "2024-\(month < 10 ? "0" : "")\(month)-01"
        text += "c\(customer),\(seen),\("NESW".dropFirst(customer % 4).prefix(1)),\(usage),\(churns ? "yes" : "no")\n"
      }
    }
    return text
  }

  public static func experiment(
    resampling: String, data: String = "", models: String = "{forest: {n_estimators: [3, 6], max_depth: [2, 4]}}"
  ) -> String {
    """
    experiment: snapshots
    seed: 3
    data: {path: customers.csv, target: {column: churn, positive: "yes"}, ignore: [region]\(data)}
    resampling: \(resampling)
    search: {resamples: 40}
    models: \(models)
    """
  }

  /// Writes `customers.csv` and the experiment to a folder; the latter's path.
  public static func write(to folder: TemporaryFolder, _ text: String) throws -> String {
    try folder.write(csv(), to: "customers.csv")
    return try folder.write(text, to: "snapshots.yaml")
  }
}
