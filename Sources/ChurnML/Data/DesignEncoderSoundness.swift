/// Whether an encoder that comes from outside can encode every row of a schema's columns.
extension DesignEncoder {
  func isSound(for schema: FeatureSchema) -> Bool {
    numeric.allSatisfy { $0.isSound(for: schema) } && coded.allSatisfy { $0.isSound(for: schema) }
      && interactions.allSatisfy { $0.isSound(for: schema) }
  }
}

extension NumericTerm {
  fileprivate func isSound(for schema: FeatureSchema) -> Bool {
    guard schema.features.indices.contains(feature), schema.features[feature].kind == .numeric else { return false }
    let knotsIncrease = zip(basis.knots, basis.knots.dropFirst()).allSatisfy { $0 < $1 }
    return knotsIncrease && (basis.isLinear || basis.knots.count > 2) && columns <= basis.count
      && uncorrelated?.isSound ?? true
  }
}

extension GramSchmidt {
  fileprivate var isSound: Bool { steps.indices.allSatisfy { steps[$0].shares.count == $0 } }
}

extension CodedTerm {
  fileprivate func isSound(for schema: FeatureSchema) -> Bool {
    guard schema.features.indices.contains(feature) else { return false }
    let column = schema.features[feature]
    let known = -1..<states.count
    let isNumeric = column.kind == .numeric
    return stateOfCategory.count == (isNumeric ? 0 : column.categories?.count) && (!isNumeric || states.count == 2)
      && known.contains(missingState) && stateOfCategory.allSatisfy(known.contains)
      && 0...states.count ~= firstColumnState && scales.count == states.count - firstColumnState
  }
}

extension InteractionTerm {
  fileprivate func isSound(for schema: FeatureSchema) -> Bool {
    guard first.isSound(for: schema), second.isSound(for: schema) else { return false }
    let all = first.columnNames.count * second.columnNames.count
    return products.count == scales.count && products.allSatisfy { 0..<all ~= $0 }
  }
}

extension InteractionTerm.Factor {
  fileprivate func isSound(for schema: FeatureSchema) -> Bool {
    switch self {
    case .numeric(let term): term.isSound(for: schema)
    case .coded(let term): term.isSound(for: schema)
    }
  }
}
