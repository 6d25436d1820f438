public import ChurnML

/// Writes down what the refitted linear models say about the columns.
struct ModelEffects: Sendable {
  private static let level = 0.95

  let data: LoadedData
  let jobs: Int

  /// Nil without a linear model.
  /// - Parameters:
  ///   - best: the best point of each model.
  ///   - fitted: those that could be refitted, by name.
  func record(_ best: [Candidate], fitted: [String: any Classifier]) -> EffectsRecord? {
    let models = best.compactMap { candidate in
      (fitted[candidate.model] as? LogisticModel).map { effects(candidate, $0) }
    }
    return models.isEmpty ? nil : EffectsRecord(models: models)
  }

  private func effects(_ candidate: Candidate, _ model: LogisticModel) -> EffectsRecord.Model {
    let partial = model.partialEffects(
      data.dataset, rows: data.rows, parameters: candidate.parameters, level: Self.level, jobs: jobs)
    guard candidate.model == LogisticRegression.name else {
      return EffectsRecord.Model(
        model: candidate.model, inference: nil, reason: "single coefficients of a spline say nothing; see the effects",
        partialEffects: partial)
    }
    do throws(Undefined) {
      let (inference, notes) = try LogisticInference.reported(
        data.dataset, rows: data.rows, firth: candidate.parameters["penalty"]?.text == "firth", level: Self.level,
        jobs: jobs)
      return EffectsRecord.Model(
        model: candidate.model,
        inference: .init(inference, rows: data.rows, level: Self.level, notes: inference.notes + notes), reason: nil,
        partialEffects: partial)
    } catch {
      return EffectsRecord.Model(
        model: candidate.model, inference: nil, reason: "\(error)", partialEffects: partial)
    }
  }
}

extension RunFolder {
  /// nil where the run has no linear model.
  public func effects() throws(InputError) -> EffectsRecord? {
    has(.effects) ? try read(EffectsRecord.self, from: .effects) : nil
  }
}
