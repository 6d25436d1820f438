internal import ChurnML

/// `predictions.csv`: every assessed row with its label and each model's out-of-fold probability at the model's best point.
/// Rows count from 0 in the file's order; rows assessed more than once have a line for each repeat.
enum Predictions {
  static func write(
    to path: String, _ assessment: Assessment, models: [(name: String, scores: [[Double]])]
  ) throws(WorkError) {
    let places = assessment.splits.indices.flatMap { split in
      assessment.splits[split].assessment.indices.map { (split: split, index: $0) }
    }
    let order = places.sorted { a, b in
      let (x, y) = (assessment.splits[a.split], assessment.splits[b.split])
      return (x.repeat, x.assessment[a.index]) < (y.repeat, y.assessment[b.index])
    }
    try AtomicFile.write(path) { file in
      try file.write((["row", "repeat", "fold", "label"] + models.map(\.name)).joined(separator: ",") + "\n")
      var text = ""
      for place in order {
        let split = assessment.splits[place.split]
        let label = assessment.labels[place.split][place.index]
        text += "\(split.assessment[place.index]),\(split.repeat),\(split.fold),\(label)"
        for model in models { text += ",\(model.scores[place.split][place.index])" }
        text += "\n"
        if text.utf8.count > 1 << 16 {
          try file.write(text)
          text = ""
        }
      }
      try file.write(text)
    }
  }
}
