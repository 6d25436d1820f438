internal import Workbench

/// A run as the sections of its page see it: its documents, and what they often ask for.
struct ReportedRun: Sendable {
  let documents: RunDocuments
  /// In the experiment's order.
  let models: [String]
  /// The model that cut-offs and bands are of, and the one that leads the ranking.
  let selected: String
  let winner: String
  let metric: String

  init(_ documents: RunDocuments) {
    self.documents = documents
    models = documents.keys("/models")
    selected = documents.string("/selected/model") ?? ""
    winner = documents.string("/winner/model") ?? selected
    metric = documents.string("/search/metric") ?? "roc_auc"
  }

  /// Positions in a list of objects whose `model`, or another key, has this value.
  func indices(_ pointer: String, _ key: String, _ value: String) -> [Int] {
    documents.items(pointer).enumerated().filter { $0.element[key]?.string == value }.map(\.offset)
  }

  /// A table of a list of objects, one row each; texts are words to charts, and both are quoted.
  func table(
    _ id: String, caption: HTML, rows pointer: String,
    _ columns: [(field: String, title: String, format: FigureFormat?)]
  ) -> PageTable {
    var table = PageTable(id, caption: caption, columns: columns.map { .init($0.field, $0.title) })
    for (index, item) in documents.items(pointer).enumerated() {
      table.add(
        columns.map { column in
          let place = pointer / index / column.field
          if let format = column.format { return documents.cell(place, format) }
          return item[column.field]?.string == nil ? .text(NumberText.none) : .word(documents.quote(place))
        })
    }
    return table
  }
}
