import Dispatch
import Workbench

/// Scores large batches one after the other on threads of their own, so that single customers do not wait for them.
final class BatchQueue: Sendable {
  private let queue = DispatchQueue(label: "churnlab.batches")
  private let jobs: Int
  /// Customers that are scored at once where their request is answered; they take less than a switch of threads is worth.
  private static let small = 64

  init(jobs: Int) { self.jobs = jobs }

  func predict(_ batch: CustomerBatch, with model: ServedModel) async -> [ServedModel.Prediction] {
    if batch.count <= Self.small { return model.predict(batch, jobs: 1) }
    return await withCheckedContinuation { continuation in
      queue.async { [jobs] in continuation.resume(returning: model.predict(batch, jobs: jobs)) }
    }
  }

  /// The reasons' members of each customer, with `what_if` where it is asked for.
  func explain(_ batch: CustomerBatch, with explainer: Explainer, whatIf: Bool) async -> [JSON] {
    await withCheckedContinuation { continuation in
      queue.async { [jobs] in
        let rows = Array(0..<batch.count)
        continuation.resume(
          returning: whatIf
            ? explainer.explanations(
              batch.columns, rows: rows, whatIfLimit: ExplainRoutes.whatIfLimit, jobs: jobs
            ).map(\.json)
            : explainer.reasons(batch.columns, rows: rows, jobs: jobs).map(\.json))
      }
    }
  }
}
