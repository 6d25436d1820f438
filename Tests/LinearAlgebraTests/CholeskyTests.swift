import Foundation
import Testing

@testable import ChurnML

@Suite struct CholeskyTests {
  /// A = [[4, 2], [2, 3]] has determinant 8 and inverse [[3, -2], [-2, 4]] / 8.
  private let small = Matrix(rows: 2, columns: 2, values: [4, 2, 2, 3])

  @Test func handWorkedSystem() throws {
    let factor = try #require(Cholesky(small))
    #expect(factor.jitter == 0)
    #expect(zip(factor.solve([1, 2]), [-0.125, 0.75]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(zip(factor.inverse().values, [0.375, -0.25, -0.25, 0.5]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(abs(factor.logDeterminant - log(8)) < 1e-15)
  }

  @Test func singularMatricesAreSolvedWithAWordAboutIt() throws {
    let factor = try #require(Cholesky(Matrix(rows: 2, columns: 2, values: [1, 1, 1, 1])))
    #expect(factor.jitter > 0)
    let solution = factor.solve([2, 2])
    #expect(abs(solution[0] + solution[1] - 2) < 1e-6)
  }

  @Test func numbersThatAreNotFiniteAreRefused() {
    #expect(Cholesky(Matrix(rows: 1, columns: 1, values: [.nan])) == nil)
    #expect(Cholesky(Matrix(rows: 1, columns: 1, values: [.infinity])) == nil)
  }

  @Test func productsEqualTheirDefinition() {
    var source = RandomSource(3)
    let a = Matrix(rows: 4, columns: 3, values: (0..<12).map { _ in source.unit() })
    let b = Matrix(rows: 3, columns: 5, values: (0..<15).map { _ in source.unit() })
    let c = Matrix(rows: 4, columns: 5, values: (0..<20).map { _ in source.unit() })
    let product = BLAS.product(a, b)
    let transposed = BLAS.product(a, transposed: true, c)
    for column in 0..<5 {
      for row in 0..<4 {
        #expect(abs(product[row, column] - (0..<3).reduce(0) { $0 + a[row, $1] * b[$1, column] }) < 1e-14)
      }
      for row in 0..<3 {
        #expect(abs(transposed[row, column] - (0..<4).reduce(0) { $0 + a[$1, row] * c[$1, column] }) < 1e-14)
      }
    }
  }

  @Test func openBLASTellsItsKernels() {
    #expect(BLAS.configuration.contains("OpenBLAS"))
    #expect(!BLAS.coreName.isEmpty)
  }
}
