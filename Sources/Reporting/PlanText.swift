public import Workbench

/// What `run --dry-run` says.
public enum PlanText {
  public static func text(_ plan: PlanRecord) -> String {
    var table = TextTable(["model", "points", "fit groups", "fits", "duplicates removed"])
    for (name, model) in plan.models.members {
      table.add([name] + [model.points, model.fitGroups, model.fits, model.duplicatesRemoved].map(NumberText.count))
    }
    let estimate = plan.estimate
    let cost =
      "Foreseen: about \(NumberText.duration(estimate.wall)), \(NumberText.duration(estimate.cpu)) CPU, "
      + "\(NumberText.bytes(estimate.peakMemory)) memory, \(NumberText.bytes(estimate.scores)) of scores"
    let nested = plan.nested.map { nested in
      "\nNested: the search once more in each of \(nested.outerFolds) outer folds, \(NumberText.count(nested.fits)) fits more, "
        + "\(NumberText.count(nested.forestFits)) of them forests"
    }
    return "\(plan.experiment): \(NumberText.count(plan.rows)) rows, \(plan.splits) splits, \(plan.engine.rawValue) "
      + "engine; nothing is fitted\n\n\(table.text)\(nested ?? "")\n\n\(cost)\n"
  }
}
