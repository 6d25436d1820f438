public import ChurnML
internal import Foundation

/// The grid points that a model's plan stands for.
public enum SearchSpace {
  /// - Returns: distinct points in the order they are tried, each with every hyperparameter of the model, and how many
  ///   more were asked for that are among them already.
  ///
  /// A grid is the product of the lists in the order of the parameters; the last one varies fastest. A random search
  /// makes `budget` draws, each value from a source keyed by (seed, model, parameter, draw), so what is drawn for one
  /// parameter does not depend on the others; a model that leaves nothing to draw is one point.
  public static func points(
    of model: ModelPlan, search: SearchPlan
  ) -> (points: [[String: HyperparameterValue]], duplicatesRemoved: Int) {
    let rows =
      switch search.method {
      case .grid: grid(model)
      case .random(let budget, let seed): draws(model, budget: model.isFixed ? 1 : budget, seed: seed)
      }
    var seen: Set<[HyperparameterValue]> = []
    let distinct = rows.filter { seen.insert($0).inserted }
    let names = model.parameters.map(\.name)
    let points = distinct.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    return (points, rows.count - distinct.count)
  }

  private static func grid(_ model: ModelPlan) -> [[HyperparameterValue]] {
    model.parameters.reduce([[]]) { rows, parameter in
      rows.flatMap { row in parameter.plan.listed.map { row + [$0] } }
    }
  }

  private static func draws(_ model: ModelPlan, budget: Int, seed: UInt64) -> [[HyperparameterValue]] {
    (0..<budget).map { draw in
      model.parameters.map { parameter in
        var source = RandomSource(seed, word(model.name), word(parameter.name), UInt64(draw))
        return parameter.plan.draw(&source)
      }
    }
  }

  /// A key word of a name.
  private static func word(_ name: String) -> UInt64 {
    name.utf8.reduce(0) { RandomSource.key($0, UInt64($1)) }
  }
}

extension ModelPlan {
  fileprivate var isFixed: Bool { parameters.allSatisfy { $0.plan.listed.count == 1 } }
}

extension ParameterPlan {
  /// The listed values; none for a distribution.
  fileprivate var listed: [HyperparameterValue] { if case .values(let values) = self { values } else { [] } }

  fileprivate func draw(_ source: inout RandomSource) -> HyperparameterValue {
    switch self {
    case .values(let values): values[source.index(below: values.count)]
    case .distribution(let distribution): distribution.draw(&source)
    }
  }
}

extension Distribution {
  fileprivate func draw(_ source: inout RandomSource) -> HyperparameterValue {
    switch self {
    case .uniform(let range):
      return .number(Self.number(range, at: source.unit()))
    case .logUniform(let range):
      let logarithms = log(range.lowerBound)...log(range.upperBound)
      return .number(Self.clamp(exp(Self.number(logarithms, at: source.unit())), to: range))
    case .intUniform(let range):
      return .integer(range.lowerBound + source.index(below: range.upperBound - range.lowerBound + 1))
    case .intLogUniform(let range):
      // Half a step beyond either end, so that the ends are not half as likely as their neighbours.
      let logarithms = log(Double(range.lowerBound) - 0.5)...log(Double(range.upperBound) + 0.5)
      let drawn = exp(Self.number(logarithms, at: source.unit())).rounded()
      return .integer(drawn >= Double(range.upperBound) ? range.upperBound : max(Int(drawn), range.lowerBound))
    }
  }

  /// The point of `range` that divides it as `share` divides [0, 1]; does not overflow.
  private static func number(_ range: ClosedRange<Double>, at share: Double) -> Double {
    clamp(range.lowerBound * (1 - share) + range.upperBound * share, to: range)
  }

  /// Takes back what rounding added beyond an end.
  private static func clamp(_ value: Double, to range: ClosedRange<Double>) -> Double {
    min(max(value, range.lowerBound), range.upperBound)
  }
}
