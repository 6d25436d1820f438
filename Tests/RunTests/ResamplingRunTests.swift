import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// Every scheme from the experiment file to the record.
@Suite struct ResamplingRunTests {
  private struct Outcome {
    let folder: TemporaryFolder
    let run: RunFolder
    let record: RunRecord
  }

  private func run(_ text: String, engine: EngineMode = .shared, jobs: Int = 2) throws -> Outcome {
    let folder = try TemporaryFolder()
    let runner = try SmallRun.runner(try Snapshots.write(to: folder, text), engine: engine, jobs: jobs)
    let run = try runner.create(under: folder.path + "/Results", source: text)
    return Outcome(folder: folder, run: run, record: try runner.compute(run))
  }

  private static let customer = ", entity: customer, as_of: seen, horizon: 60"
  /// Resampling, more of the section data, fits of one fit group.
  static let schemes: [(resampling: String, data: String, fits: Int)] = [
    ("{folds: 3, repeats: 2}", ", as_of: seen", 6),
    ("{method: grouped, folds: 3, group: customer}", "", 3),
    ("{method: stratified_grouped, folds: 3, repeats: 2}", customer, 6),
    ("{method: time, folds: 2}", customer, 2),
    ("{method: holdout, test_size: 0.3, groups: customer}", "", 1),
    ("{method: holdout, test_size: 90}", "", 1),
    ("{method: bootstrap, repeats: 3}", customer, 3),
    ("{method: predefined, column: seen}", "", 10),
    ("{method: oob}", "", 1),
  ]

  @Test(arguments: schemes.indices) func enginesAndJobsAgree(index: Int) throws {
    let (resampling, data, fits) = Self.schemes[index]
    let text = Snapshots.experiment(resampling: resampling, data: data)
    let shared = try run(text).record
    #expect(shared.engine.fitsRun == fits && shared.engine.points == 4)
    #expect(try run(text, engine: .naive).record.resultsDigest == shared.resultsDigest)
    #expect(try run(text, jobs: 1).record.resultsDigest == shared.resultsDigest)
    #expect(resampling.contains(shared.resampling.method) || shared.resampling.method == "stratified_kfold")
  }

  @Test(arguments: schemes.indices) func runsAreVerified(index: Int) throws {
    let (resampling, data, _) = Self.schemes[index]
    let outcome = try run(Snapshots.experiment(resampling: resampling, data: data))
    let verified = try RunVerifier(outcome.run, jobs: 2).recompute()
    #expect(verified.ok, "\(verified.damages)")
    #expect(try RunVerifier(outcome.run, jobs: 2).rerun { _ in }.ok)
  }

  @Test func whatSaysWhoAndWhenIsNoFeature() throws {
    let outcome = try run(Snapshots.experiment(resampling: "{method: time, folds: 2}", data: Self.customer))
    let data = try outcome.run.read(DataRecord.self, from: .data)
    #expect(data.features.features.map(\.name) == ["usage"])
  }

  /// Seen in September or October, a row is not followed for 60 days before the last of October 1st.
  @Test func rowsWithoutFollowUpAreLeftOut() throws {
    let rows = Snapshots.csv().split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    let late = rows.indices.filter { rows[$0] > "2024-08-02" }
    let outcome = try run(Snapshots.experiment(resampling: "{method: time, folds: 2}", data: Self.customer))
    #expect(outcome.record.data.withoutFollowUp == late.count && late.count > 20)
    #expect(outcome.record.notes.contains { $0.contains("\(late.count) of \(rows.count) rows") })
    let assessed = try Table.read(path: outcome.run.file(.splits)).numbers("row").map { Int($0) }
    #expect(Set(assessed).isDisjoint(with: late))
    let all = try Table.read(path: outcome.run.file(.allSplits))
    #expect(try Set(all.numbers("row").map { Int($0) }).isDisjoint(with: late))
    let kept = Snapshots.experiment(
      resampling: "{method: time, folds: 2}", data: Self.customer + ", observed_until: 2024-12-31")
    #expect(try run(kept).record.data.withoutFollowUp == 0)
  }

  /// `all_splits.csv` says what is learned from wherever that is not all other rows.
  @Test func analysisSetsAreWrittenDown() throws {
    let outcome = try run(Snapshots.experiment(resampling: "{method: bootstrap, repeats: 3}"))
    let table = try Table.read(path: outcome.run.file(.allSplits))
    guard case .categorical(let codes, let sets) = try table.column(named: "set").values else {
      Issue.record("sets are words")
      return
    }
    let times = try table.numbers("times")
    let drawn = codes.indices.filter { sets[Int(codes[$0])] == "analysis" }.reduce(0) { $0 + times[$1] }
    #expect(drawn == Double(3 * outcome.record.data.rows))
    let plain = try run(Snapshots.experiment(resampling: "{folds: 3}"))
    #expect(!plain.run.has(.allSplits))
    #expect(plain.record.resampling.splitsDigest == (try FileDigest.hex(of: plain.run.file(.splits))))
  }

  /// The same assessed rows, others learned from.
  @Test func theDigestCoversAnalysisSets() {
    let digests = [[0, 1, 2], [0, 1], [0, 1, 1]].map { analysis in
      Division(
        splits: [Split(repeat: 0, fold: 0, analysis: analysis, assessment: [3, 4])], outer: [], rows: [0, 1, 2, 3, 4]
      ).digest
    }
    #expect(Set(digests).count == 3)
  }

  @Test func impossibleResamplingIsRefused() throws {
    let cases: [(resampling: String, data: String, words: [String])] = [
      ("{folds: 3}", ", entity: customer", ["60 customers", "stratified_grouped"]),
      ("{method: time}", "", ["as_of: COLUMN"]),
      ("{method: time}", ", as_of: seen", ["horizon"]),
      ("{method: time, gap: 30}", Self.customer, ["resampling.gap", "shorter than the horizon"]),
      ("{method: time, folds: 40}", Self.customer, ["resampling.folds", "distinct times"]),
      ("{method: time}", ", as_of: region, horizon: 2", ["column region", "neither a number nor a date"]),
      ("{method: grouped}", "", ["group: COLUMN"]),
      ("{method: grouped, group: custmer}", "", ["custmer", "customer"]),
      ("{method: grouped, group: customer, groups: customer}", "", ["resampling.groups"]),
      ("{method: holdout, folds: 3}", "", ["resampling.folds", "does not look at it"]),
      ("{method: holdout, test_size: 1.5}", "", ["resampling.test_size"]),
      ("{folds: 3}", ", horizon: 60", ["data.horizon", "as_of"]),
      ("{method: time}", Self.customer + ", observed_until: soon", ["observed_until", "soon"]),
      ("{method: time}", ", as_of: seen, horizon: 900", ["no row was followed"]),
    ]
    for (resampling, data, words) in cases {
      let error = #expect(throws: InputError.self) {
        try run(Snapshots.experiment(resampling: resampling, data: data))
      }
      for word in words {
        #expect(error?.description.contains(word) ?? false, "\(resampling): \(error?.description ?? "")")
      }
    }
  }

  @Test func timesAreNumbersOrDates() {
    #expect(RowTime.parse("17.5") == 17.5)
    #expect(RowTime.parse("1970-01-01") == 0 && RowTime.parse("2000-03-01") == 11_017)
    #expect(RowTime.parse("1969-12-31") == -1 && RowTime.parse("2024-02-29T12:00:00") == 19_782.5)
    #expect(RowTime.parse("2024-06") == RowTime.parse("2024-06-01"))
    for wrong in ["2023-02-29", "2024-13-01", "2024-6-1x", "june", "", "2024-06-01 25:00", "inf"] {
      #expect(RowTime.parse(wrong) == nil, "\(wrong)")
    }
  }
}
