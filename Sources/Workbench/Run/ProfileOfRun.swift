public import ChurnML

extension RunFolder {
  /// What the run's customers look like; nil for a run of an earlier ChurnLab, which did not write it down.
  public func profile() -> CustomerProfile? { try? read(CustomerProfile.self, from: .profile) }
}
