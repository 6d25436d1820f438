internal import ChurnML
internal import Foundation

/// Foresees what a plan takes from a little of it: a few trees of a few fit groups, other models on a part of the rows, and
/// one point judged.
struct CostProbe {
  let plan: RunPlan
  let data: LoadedData
  let judge: Judge
  let search: SearchPlan
  let seed: UInt64
  let jobs: Int

  /// Groups that are tried, of each model.
  private static let groupsTried = 3
  private static let treesTried = 4
  /// Other models than forests are tried on one row in so many.
  private static let rowStride = 8

  func estimate() -> CostEstimate {
    let fits = Set(plan.groups.map(\.model)).reduce(0) { $0 + fitSeconds(of: $1) }
    let cpu = fits + (judgingSeconds() + choosingSeconds()) * Double(plan.candidates.count)
    let threads = min(jobs, ProcessInfo.processInfo.activeProcessorCount)
    let rows = plan.splits.reduce(0) { $0 + $1.assessment.count }
    let trees = forests().map(treeBytes).max() ?? 0
    return CostEstimate(
      cpu: cpu, wall: cpu / Double(threads), peakMemory: ProcessClock.peakMemory() + trees,
      scores: 8 * rows * plan.candidates.count + plan.nestedScoreBytes)
  }

  /// Of all units of a model.
  private func fitSeconds(of model: String) -> Double {
    let groups = plan.groups.filter { $0.model == model }
    let step = max(1, groups.count / Self.groupsTried)
    let tried = stride(from: 0, to: groups.count, by: step).prefix(Self.groupsTried).map { groups[$0] }
    let seconds = tried.map { model == RandomForest.name ? forestSeconds($0) : otherSeconds($0) }
    return seconds.reduce(0, +) / Double(tried.count) * (Double(groups.count) * splits + Double(plan.outer.count))
  }

  /// Splits a group is fitted on, those of nested cross-validation too, which have a part of the rows.
  private var splits: Double {
    plan.outer.reduce(Double(plan.splits.count)) { sum, outer in
      let share = Double(outer.split.analysis.count) / Double(data.rows.count)
      return sum + Double(outer.search.splits.count) * share
    }
  }

  private func context(_ split: Split) -> FitContext {
    FitContext(seed: seed, repeat: split.repeat, fold: split.fold, jobs: jobs)
  }

  /// Of one unit: what one tree takes and what comes before the first, from a forest of one tree and one of a few more.
  private func forestSeconds(_ group: FitGroup) -> Double {
    guard let forests = try? group.candidates.map({ try RandomForest($0.parameters) }) else { return 0 }
    func seconds(trees: Int) -> Double {
      let limits = forests.map { forest in
        var limits = forest.limits
        limits.nEstimators = trees
        return limits
      }
      let search = NestedSearch(settings: forests[0].settings, candidates: Array(Set(limits)))
      return timed {
        _ = search.score(
          data.dataset, analysis: plan.splits[0].analysis,
          assessment: plan.splits[0].assessment, context: context(plan.splits[0])
        ) { _, _ in }
      }
    }
    let one = seconds(trees: 1)
    let tree = max(0, seconds(trees: 1 + Self.treesTried) - one) / Double(Self.treesTried)
    return one + tree * Double((forests.map(\.limits.nEstimators).max() ?? 1) - 1)
  }

  private func otherSeconds(_ group: FitGroup) -> Double {
    guard let learner = LearnerCatalogue.learner(named: group.model) else { return 0 }
    let analysis = plan.splits[0].analysis
    let rows = stride(from: 0, to: analysis.count, by: Self.rowStride).map { analysis[$0] }
    let share = Double(analysis.count) / Double(rows.count)
    let seconds = timed {
      _ = try? learner.init(group.candidates[0].parameters)
        .fit(data.dataset, rows: rows, context: context(plan.splits[0]))
    }
    return seconds * share * Double(group.candidates.count)
  }

  /// Of one point, whose scores are all distinct, as those of many trees nearly are.
  private func judgingSeconds() -> Double {
    let scores = scores()
    return timed { _ = JSONRecord.compact(judge.point(plan.candidates[0], StoredScores(scores))) }
  }

  /// What one point takes in resamples of the customers and in outer folds.
  private func choosingSeconds() -> Double {
    let scores = scores()
    let nested = Double(plan.outer.count) * timed { _ = judge.figure(search.metric, StoredScores(scores)) }
    guard search.resamples > 0 else { return nested }
    let target = SearchTarget(search.metric, judge)
    let customers = ResampledCustomers(
      CustomerRows(labels: data.dataset.labels, customers: data.customers), judge.assessment, seed: seed,
      work: plan.candidates.count, most: search.resamples)
    let tenth = customers.first(customers.resamples.count / 10)
    return nested + 10 * timed { _ = ResampledPoint(scores, judge.assessment, tenth).drawn(target) }
  }

  private func scores() -> [[Double]] {
    var source = RandomSource(seed, 0xC057)
    return plan.splits.map { split in split.assessment.map { _ in source.unit() } }
  }

  private func timed(_ work: () -> Void) -> Double {
    let start = ProcessClock.cpuSeconds()
    work()
    return ProcessClock.cpuSeconds() - start
  }

  private func forests() -> [RandomForest] {
    plan.groups.filter { $0.model == RandomForest.name }
      .compactMap { group in group.candidates.max { depth($0) < depth($1) } }
      .compactMap { try? RandomForest($0.parameters) }
  }

  private func depth(_ candidate: Candidate) -> Int { candidate.parameters["max_depth"]?.integer ?? .max }

  /// Of the trees a search holds at a time.
  private func treeBytes(_ forest: RandomForest) -> Int {
    let rows = plan.splits[0].analysis.count / forest.settings.minSamplesLeaf
    let nodes = min(2 * rows, 2 << min(forest.limits.tree.maxDepth ?? 40, 40))
    let bytesOfNode = 64
    return NestedSearch.treesAtOnce * (nodes * bytesOfNode + 4 * plan.splits[0].assessment.count)
  }
}
