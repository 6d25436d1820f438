extension BoostedModel: StorableClassifier {
  public func isSound(for schema: FeatureSchema) -> Bool {
    bins.count == schema.features.count && zip(bins, schema.features).allSatisfy { $0.isSound(for: $1) }
      && start.isFinite && trees.allSatisfy { $0.isSound(features: bins.count) }
  }
}

extension BoostedTree {
  /// Children lie behind their parent, so that every walk ends, and leaves name values that exist.
  fileprivate func isSound(features: Int) -> Bool {
    !tree.nodes.isEmpty && values.allSatisfy(\.isFinite)
      && tree.nodes.enumerated().allSatisfy { index, node in
        if node.isLeaf { return node.value < values.count }
        return node.left > index && Int(node.left) + 1 < tree.nodes.count && node.feature < features
          && (!node.isLarge || node.bits < tree.sets.count)
      }
  }
}

extension FeatureBins {
  fileprivate func isSound(for feature: FeatureSchema.Feature) -> Bool {
    switch rule {
    case .numeric(let thresholds): feature.kind == .numeric && thresholds.count < Self.numericLimit
    case .categorical(let codes): codes.count == feature.categories?.count
    }
  }
}
