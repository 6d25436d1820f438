internal import ChurnML

/// What nested cross-validation does in one outer fold: the run's whole search on the inner splits, and a fit of what it chooses.
struct OuterPlan: Sendable {
  let split: Split
  let search: RunPlan
  private let refits: UnitNaming

  init(_ fold: OuterFold, candidates: [Candidate], groups: [FitGroup], naming: UnitNaming) {
    split = fold.split
    let place = [fold.split.repeat, fold.split.fold]
    search = RunPlan(
      candidates: candidates, groups: groups, splits: fold.inner, naming: naming.within("outer", place))
    refits = naming.within("outer refit", place)
  }

  /// The fit of a chosen point on all analysis rows of the outer fold.
  func refit(_ candidate: Candidate) -> Unit {
    refits.unit(FitGroup(model: candidate.model, candidates: [candidate]), split)
  }
}
