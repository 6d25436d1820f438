internal import ChurnML

/// What would have been chosen, had each resample of customers been all there were, and what it is worth on those left out.
struct ResampledChoices {
  /// A figure on the customers drawn, which the choice was made by, and on those left out.
  struct Outcome: Sendable {
    let model: String
    let drawn: Double
    let leftOut: Double
  }

  /// One resample: what was chosen of each model, and of all.
  struct Resample: Sendable {
    var outcomes: [String: Outcome] = [:]
    var winner: Outcome?

    subscript(model: String) -> Outcome? { outcomes[model] }
  }

  private let judged: JudgedRun
  private let target: SearchTarget
  private let customers: ResampledCustomers
  /// For each resample, of each model the points whose mean score was chosen: one, but for a mean of models.
  private var chosen: [[String: [Candidate]]]
  private let resamples: [Resample]

  init(_ judged: JudgedRun, _ target: SearchTarget, _ customers: ResampledCustomers) throws(WorkError) {
    self.judged = judged
    self.target = target
    self.customers = customers
    let ranking = judged.points.ranking
    var choices = try Self.choices(judged, target, customers)
    try Self.addMeans(to: &choices, judged, target, customers)
    chosen = choices.map { $0.mapValues(\.parts) }
    let leftOut = try Self.judgedPoints(judged, customers, chosen) { point, resample in
      point.leftOut(target, resample)
    }
    resamples = choices.indices.map { index in
      var resample = Resample()
      for (model, choice) in choices[index] {
        guard let value = choice.entry.value, let left = leftOut[index][model], !left.isNaN else { continue }
        resample.outcomes[model] = Outcome(model: model, drawn: value, leftOut: left)
      }
      let winner = ranking.best(choices[index].values.map(\.entry))
      resample.winner = winner.flatMap { resample.outcomes[$0.candidate.model] }
      return resample
    }
  }

  /// Of the resamples that have it.
  func outcomes(_ outcome: (Resample) -> Outcome?) -> [Outcome] { resamples.compactMap(outcome) }

  /// For each resample, a model's outcome by each objective at a cut-off chosen in the resample.
  func thresholds(of model: String) throws(WorkError) -> [[Outcome?]] {
    let judge = judged.points.judge
    let room = judge.capacity
    let values = try Self.judgedPoints(judged, customers, chosen.map { $0.filter { $0.key == model } }) {
      point, resample in point.cutOffs(judge.objectives, room, resample)
    }
    return values.map { resample in
      guard let cutOffs = resample[model] else { return judge.objectives.map { _ in nil } }
      return cutOffs.map { drawn, leftOut in
        drawn.isNaN || leftOut.isNaN ? nil : Outcome(model: model, drawn: drawn, leftOut: leftOut)
      }
    }
  }

  private struct Choice: Sendable {
    let entry: Ranking.Entry
    let parts: [Candidate]
  }

  /// For each resample what the rule chooses of each model that is fitted.
  private static func choices(
    _ judged: JudgedRun, _ target: SearchTarget, _ customers: ResampledCustomers
  ) throws(WorkError) -> [[String: Choice]] {
    let entries = judged.outcome.entries.filter { !$0.candidate.isMean && $0.value != nil }
    let assessment = judged.points.judge.assessment
    let drawn = try concurrentMap(count: entries.count, jobs: judged.points.jobs) { index throws(WorkError) in
      let scores = try judged.points.store.scores(of: entries[index].candidate).probabilities
      return ResampledPoint(scores, assessment, customers).drawn(target)
    }
    let ranking = judged.points.ranking
    let models = Dictionary(grouping: entries.indices) { entries[$0].candidate.model }
    return concurrentMap(count: customers.resamples.count, jobs: judged.points.jobs) { resample in
      models.compactMapValues { members -> Choice? in
        let chosen = ranking.chosen(
          members.map { index in
            let (mean, error) = (drawn[index].means[resample], drawn[index].standardErrors[resample])
            return Ranking.Entry(
              candidate: entries[index].candidate, value: mean.isNaN ? nil : mean,
              standardError: error.isNaN ? nil : error, nodes: entries[index].nodes)
          })
        return chosen.map { Choice(entry: $0, parts: [$0.candidate]) }
      }
    }
  }

  /// A mean is of what each resample chose of its parts.
  private static func addMeans(
    to choices: inout [[String: Choice]], _ judged: JudgedRun, _ target: SearchTarget, _ customers: ResampledCustomers
  ) throws(WorkError) {
    let means = judged.outcome.entries.filter { $0.candidate.isMean && $0.value != nil }.map(\.candidate)
    guard !means.isEmpty else { return }
    var options: [[Choice]] = choices.map { _ in [] }
    for mean in means {
      let names = mean.parameters["of"]?.names ?? []
      // In a resample where one of its models has no value, as where a class was not drawn, a mean has none either.
      let parts = choices.map { choice in
        names.allSatisfy { choice[$0] != nil } ? ["mean": names.flatMap { choice[$0]?.parts ?? [] }] : [:]
      }
      let values = try judgedPoints(judged, customers, parts) { point, _ in point }
        .map { $0["mean"] }
      for index in choices.indices {
        guard let point = values[index], let members = parts[index]["mean"] else { continue }
        let drawn = point.drawn(target, index)
        options[index].append(
          Choice(
            entry: .init(
              candidate: mean, value: drawn.mean.isNaN ? nil : drawn.mean,
              standardError: drawn.standardError.isNaN ? nil : drawn.standardError),
            parts: members))
      }
    }
    for index in choices.indices {
      let chosen = judged.points.ranking.chosen(options[index].map(\.entry))
      choices[index][MeanModel.name] = options[index].first { $0.entry.candidate.id == chosen?.candidate.id }
    }
  }

  /// For each resample and model `judge` of the chosen scores; points are read and ranked once, however many resamples chose them.
  private static func judgedPoints<Value: Sendable>(
    _ judged: JudgedRun, _ customers: ResampledCustomers, _ chosen: [[String: [Candidate]]],
    _ judge: @Sendable (ResampledPoint, Int) -> Value
  ) throws(WorkError) -> [[String: Value]] {
    var uses: [[Int]: (parts: [Candidate], places: [(resample: Int, model: String)])] = [:]
    for (resample, models) in chosen.enumerated() {
      for (model, parts) in models { uses[parts.map(\.id), default: (parts, [])].places.append((resample, model)) }
    }
    let points = uses.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    let assessment = judged.points.judge.assessment
    let values = try concurrentMap(count: points.count, jobs: judged.points.jobs) { index throws(WorkError) in
      var scores: [[[Double]]] = []
      for part in points[index].parts { scores.append(try judged.points.store.scores(of: part).probabilities) }
      let mean =
        scores.count == 1
        ? scores[0] : assessment.splits.indices.map { split in MeanModel.mean(of: scores.map { $0[split] }) }
      let point = ResampledPoint(mean, assessment, customers)
      return points[index].places.map { judge(point, $0.resample) }
    }
    var result = chosen.map { _ in [String: Value]() }
    for (point, values) in zip(points, values) {
      for (place, value) in zip(point.places, values) { result[place.resample][place.model] = value }
    }
    return result
  }
}
