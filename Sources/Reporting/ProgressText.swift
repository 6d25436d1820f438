public import Workbench

/// `12 of 40 fits, about 8.1 s left`.
public enum ProgressText {
  public static func line(_ progress: Runner.Progress) -> String {
    let left = progress.seconds / Double(progress.doneHere) * Double(progress.planned - progress.done)
    return "\(progress.done) of \(progress.planned) fits, about \(NumberText.duration(left)) left"
  }
}
