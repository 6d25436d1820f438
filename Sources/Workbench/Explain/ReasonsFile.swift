public import ChurnML

extension ReasonsReport {
  /// Writes the customers' reasons to a file: a table where its name ends in `.csv` (`row`, `probability`, `base`, a column of
  /// contributions for each of the model's, and what else was asked for), JSON otherwise.
  public func write(to path: String, json: JSON) throws(WorkError) {
    guard path.hasSuffix(".csv") else { return try AtomicFile.write(json.pretty, to: path) }
    var writer = CSVWriter(delimiter: UInt8(ascii: ","))
    let names = model.features.features.map(\.name)
    let asksWhatIf = setup != nil
    let asksStability = customers.contains { $0.explanation.stability != nil }
    let more = (asksStability ? ["kept_share"] : []) + (asksWhatIf ? ["what_if"] : [])
    for cell in ["row", "probability", "base"] + names + more { writer.append(cell: cell) }
    writer.endRecord()
    for customer in customers {
      let numbers = [customer.reasons.probability, customer.reasons.base]
      writer.append(cell: String(customer.row))
      for number in numbers + customer.reasons.inOrderOfColumns.map(\.contribution) {
        writer.append(cell: number.description)
      }
      if let stability = customer.explanation.stability { writer.append(cell: stability.keptShare.description) }
      if let whatIf = customer.explanation.whatIf { writer.append(cell: whatIf.text) }
      writer.endRecord()
    }
    try AtomicFile.write(path) { file in try file.write(writer.bytes) }
  }
}
