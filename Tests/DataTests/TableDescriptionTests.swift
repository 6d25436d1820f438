import ChurnML
import TestSupport
import Testing

/// Summaries of columns; telco's figures are those of pandas 3.1.1's `describe` and `quantile`.
@Suite struct TableDescriptionTests {
  @Test func aSmallTableByHand() throws {
    let table = try Table(csv: Array("n,c\n4,a\n1,b\n,b\n3,\n2,b\n2,a\n".utf8), named: "t.csv")
    let description = TableDescription(of: table)
    let number = try #require(description.columns[0].numbers)
    #expect(description.columns[0].missing == 1 && description.columns[0].distinct == 4)
    #expect(number.min == 1 && number.max == 4 && number.mean == 2.4)
    #expect(close(try #require(number.std), 1.1401754250991378))
    #expect(number.quantiles.map(\.share) == [0.05, 0.25, 0.5, 0.75, 0.95])
    #expect(zip(number.quantiles, [1.2, 2, 2, 3, 3.8]).allSatisfy { close($0.value, $1) })
    #expect(description.columns[1].missing == 1 && description.columns[1].distinct == 2)
    #expect(description.columns[1].categories?.map { "\($0.category) \($0.count)" } == ["b 3", "a 2"])
  }

  @Test func telcoAsPandasDescribesIt() throws {
    let description = TableDescription(of: try Fixture.telcoTable(), categories: 2, jobs: 2)
    #expect(description.rows == 7043)
    let total = try #require(description.columns.first { $0.name == "TotalCharges" })
    #expect(total.missing == 11 && total.distinct == 6530)
    let numbers = try #require(total.numbers)
    #expect(numbers.min == 18.8 && numbers.max == 8684.8)
    #expect(close(numbers.mean, 2283.3004408418656))
    #expect(close(try #require(numbers.std), 2266.771361883145))
    #expect(
      zip(numbers.quantiles, [49.605, 401.45, 1397.475, 3794.7375, 6923.589999999999]).allSatisfy {
        close($0.value, $1)
      })
    let contract = try #require(description.columns.first { $0.name == "Contract" })
    #expect(contract.categories?.map { "\($0.category) \($0.count)" } == ["Month-to-month 3875", "Two year 1695"])
  }

  @Test func aColumnWithoutValuesHasNoNumbers() throws {
    let table = try Table(csv: Array("n,c\n,a\n,b\n".utf8), named: "t.csv")
    let summary = TableDescription(of: table).columns[0]
    #expect(summary.missing == 2 && summary.distinct == 0 && summary.numbers == nil)
  }
}
