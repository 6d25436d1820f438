public import ChurnML

/// What a learner is called and what it can be told: all the experiment file knows of it.
public struct LearnerSpecification: Sendable {
  public let name: String
  public let hyperparameters: [Hyperparameter]

  public init(name: String, hyperparameters: [Hyperparameter]) {
    self.name = name
    self.hyperparameters = hyperparameters
  }

  public init(_ learner: any Learner.Type) {
    self.init(name: learner.name, hyperparameters: learner.hyperparameters)
  }

  /// Of every learner there is, and of the mean of such.
  public static let all =
    LearnerCatalogue.all.map { LearnerSpecification($0) }
    + [LearnerSpecification(name: MeanModel.name, hyperparameters: MeanModel.hyperparameters)]
}

extension MetricCatalogue {
  public static var names: [String] { all.map { type(of: $0).name } }
}

/// A model to try, with what to try for every one of its hyperparameters.
public struct ModelPlan: Sendable, Equatable {
  public struct Parameter: Sendable, Equatable {
    public let name: String
    public let plan: ParameterPlan

    public init(name: String, plan: ParameterPlan) {
      self.name = name
      self.plan = plan
    }
  }

  public let name: String
  /// Every hyperparameter of the learner: those given in the file's order, then the others at their defaults.
  public let parameters: [Parameter]

  public init(name: String, parameters: [Parameter]) {
    self.name = name
    self.parameters = parameters
  }
}

extension ModelPlan {
  init(_ node: ConfigNode, of learner: LearnerSpecification, method: SearchPlan.Method) throws(InputError) {
    var parameters: [Parameter] = []
    for entry in try node.entries() {
      guard let hyperparameter = learner.hyperparameters.first(where: { $0.name == entry.key }) else {
        throw entry.unknown("hyperparameter", among: learner.hyperparameters.map(\.name))
      }
      parameters.append(
        .init(name: entry.key, plan: try ParameterPlan(entry.value, of: hyperparameter, method: method)))
    }
    for hyperparameter in learner.hyperparameters where !parameters.contains(where: { $0.name == hyperparameter.name })
    {
      parameters.append(.init(name: hyperparameter.name, plan: .values([hyperparameter.defaultValue])))
    }
    self.init(name: learner.name, parameters: parameters)
    if case .grid = method, gridSize == nil {
      throw node.error(
        "the grid has more than \(SearchPlan.mostPoints) points; shorten the lists, or use a random search with a budget"
      )
    }
  }

  /// The product of the lists' lengths, duplicates included; nil when it exceeds `SearchPlan.mostPoints`.
  private var gridSize: Int? {
    var size = 1
    for parameter in parameters {
      guard case .values(let values) = parameter.plan else { continue }
      let (product, overflow) = size.multipliedReportingOverflow(by: values.count)
      guard !overflow, product <= SearchPlan.mostPoints else { return nil }
      size = product
    }
    return size
  }

  /// For a mean, the models each of its points is taken of.
  var parts: [[String]] {
    guard case .values(let values)? = parameters.first(where: { $0.name == "of" })?.plan else { return [] }
    return values.map(\.names)
  }

  var json: JSON { .object(parameters.map { .init($0.name, $0.plan.json) }) }
}
