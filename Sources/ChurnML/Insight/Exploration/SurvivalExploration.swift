/// How long customers stay, where the user said from when and until when each was followed.
public struct SurvivalExploration: Sendable {
  /// Why there is none when the user said nothing of the kind.
  public static let undeclared =
    "the file is taken as a snapshot, which says who left lately and not how long customers stay: those who left before "
    + "are not in it. For Kaplan-Meier curves declare from when and until when each customer was followed with --entry and "
    + "--observation"

  public struct By: Sendable {
    public let column: String
    public let levels: [Level]
    /// One for each level.
    public let curves: [KaplanMeier]
    public let logRank: Figure<LogRank>
  }

  public let followedBy: FollowUpColumns
  /// Whether times are days between dates; else they are in the columns' own unit.
  public let isInDays: Bool
  public let overall: KaplanMeier
  public let by: [By]

  init(_ followedBy: FollowUpColumns, _ moments: FollowUpMoments, _ features: [ExploredFeature], jobs: Int) {
    self.followedBy = followedBy
    isInDays = moments.areDates
    let followUp = moments.followUp
    overall = KaplanMeier(followUp)
    by = concurrentMap(count: features.count, jobs: jobs) { index in
      let levels = features[index].coarse
      var curves = levels.levels.indices.map { level in
        KaplanMeier(customers: levels.codes.count { Int($0) == level }, confidence: 0.95)
      }
      var sums = LogRank.Sums(groups: curves.count)
      followUp.visitRiskSets(groups: levels.codes, count: curves.count) { time, atRisk, events in
        sums.add(atRisk: atRisk, events: events)
        for level in curves.indices { curves[level].append(time: time, atRisk: atRisk[level], events: events[level]) }
      }
      return By(
        column: features[index].column.name, levels: levels.levels, curves: curves,
        logRank: Figure { () throws(Undefined) in try sums.test() })
    }
  }
}
