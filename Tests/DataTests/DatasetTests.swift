import ChurnML
import TestSupport
import Testing

/// From a table to features and labels, and every way that can be impossible.
@Suite struct DatasetTests {
  private func table(_ csv: String) throws -> Table {
    try Table(csv: Array(csv.utf8), named: "f.csv", options: CSVOptions(kinds: ["y": .categorical]))
  }

  private func message(
    _ csv: String, _ target: Target = Target(column: "y", positive: "1"), ignore: [String] = []
  ) throws -> String? {
    let table = try table(csv)
    return #expect(throws: InputError.self) { try Dataset(from: table, target: target, ignore: ignore) }?.description
  }

  @Test func featuresAreInTheFilesOrderAndLabelsCompareText() throws {
    let data = try Dataset(
      from: table("b,id,y,a\n1,u,1,x\n2,v,0,y\n3,w,1,x\n"), target: Target(column: "y", positive: "1"), ignore: ["id"])
    #expect(data.features.map(\.name) == ["b", "a"])
    #expect(data.labels == [1, 0, 1])
    #expect(data.rows == 3 && data.positives == 2)
  }

  @Test func wrongTargetsAreExplained() throws {
    #expect(
      try message("a,Churn,y\n1,2,1\n3,4,0\n", Target(column: "Chrun", positive: "1"))
        == "f.csv: there is no column \"Chrun\"; did you mean \"Churn\"?")
    #expect(
      try message("a,y\n1,1\n3,0\n", Target(column: "label", positive: "1"))
        == "f.csv: there is no column \"label\"; the columns are \"a\", \"y\"")
    #expect(
      try message("a,y\n1,yes\n3,no\n") == "f.csv: no cell of \"y\" is \"1\"; its values are \"no\", \"yes\"")
    #expect(
      try message("a,y\n1,1\n3,1\n") == "f.csv: every row has \"1\" for the target \"y\"; two classes are needed")
    #expect(
      try message("a,y\n1,1\n3,0\n2,2\n")
        == "f.csv: the target \"y\" has 3 values, \"0\", \"1\", \"2\"; exactly two are needed")
    #expect(
      try message("a,y\n1,1\n\n2,0\n3,\n4,NA\n")
        == "f.csv:5: row 3 has no value for the target \"y\", and 1 other row likewise; fill it in or remove the row")
  }

  @Test func wrongFeaturesAreExplained() throws {
    #expect(
      try message("tenure,y\n1,1\n3,0\n", ignore: ["tenur"])
        == "f.csv: there is no column \"tenur\"; did you mean \"tenure\"?")
    #expect(
      try message("a,empty,y\n1,,1\n3, ,0\n")
        == "f.csv: column \"empty\" has no value in any row; add it to ignore")
    #expect(
      try message("a,y\n1,1\n3,0\n", ignore: ["a"])
        == "f.csv: no column is left to learn from; ignore fewer columns or add some beside \"y\"")
    #expect(
      try message("a,y\n1,1\n3,0\n", ignore: ["y"])
        == "f.csv: \"y\" is the target and cannot be ignored; take it off the list")
  }

  @Test func telcoHasItsCustomers() throws {
    let data = try Dataset(
      from: Fixture.telcoTable(), target: Target(column: "Churn", positive: "Yes"), ignore: ["customerID"])
    #expect(data.rows == 7043)
    #expect(data.positives == 1869)
    #expect(data.features.count == 19)
    #expect(data.digest == "16320c9c1ec72448db59aa0a26a0b95401046bef5d02fd3aeb906448e3055e91")
  }
}
