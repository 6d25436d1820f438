import ChurnML
import TestSupport
import Testing

/// Against scipy's values, and laws where scipy's last digits are in doubt.
@Suite struct SpecialFunctionTests {
  let reference: JSONFixture

  init() throws { reference = try Fixture.json("stats_reference")["special_functions"] }

  @Test func incompleteBeta() {
    for row in reference["betainc"].array.map(\.numbers) {
      let value = regularizedIncompleteBeta(row[2], row[0], row[1])
      #expect(abs(value - row[3]) < 2e-15, "\(row)")
      // In the far tail (1e-150 is among them) the exponent's own rounding shows.
      #expect(relative(value, row[3]) < 1e-13, "\(row)")
    }
  }

  @Test func student() {
    for row in reference["student_t_two_sided"].array.map(\.numbers) {
      #expect(relative(studentTwoSided(row[0], df: row[1]), row[2]) < 1e-13)
    }
  }

  @Test func chiSquareDeepIntoTheTail() {
    for row in reference["chi2_sf"].array.map(\.numbers) {
      #expect(relative(chiSquareSurvival(row[0], df: row[1]), row[2]) < 1e-12, "\(row)")
    }
  }

  @Test func normal() {
    for row in reference["norm_two_sided"].array.map(\.numbers) {
      #expect(relative(normalTwoSided(row[0]), row[1]) < 1e-12)
    }
    #expect(abs(normalQuantile(0.975) - 1.959963984540054) < 1e-14)
  }

  /// I_x(a, b) for whole a and b is a binomial tail, summed here in exact integers.
  @Test func incompleteBetaIsABinomialTail() {
    for n in 1...25 {
      for k in 1...n {
        var tail = 0
        var choose = 1
        for j in 0...n {
          if j >= k { tail += choose }
          choose = choose * (n - j) / (j + 1)
        }
        let exact = Double(tail) / Double(1 << n)
        #expect(relative(regularizedIncompleteBeta(0.5, Double(k), Double(n - k + 1)), exact) < 1e-14)
      }
    }
  }

  @Test func incompleteBetaOfAMillionTrials() {
    // A fair coin: as likely at most half as at least half of an odd number of heads.
    #expect(abs(regularizedIncompleteBeta(0.5, 500_001, 500_001) - 0.5) < 1e-12)
    #expect(regularizedIncompleteBeta(0.5, 900_000, 100_001) == 0)
  }

  @Test func quantilesInvert() {
    for p in [1e-10, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999] {
      #expect(relative(normalCumulative(normalQuantile(p)), p) < 1e-12)
      for df in [1.0, 9, 49] { #expect(relative(studentCumulative(studentQuantile(p, df: df), df: df), p) < 1e-12) }
      for (a, b) in [(0.5, 0.5), (6.0, 14.0), (100, 200)] {
        #expect(relative(regularizedIncompleteBeta(betaQuantile(p, a, b), a, b), p) < 1e-11)
      }
    }
  }

  /// Q(1, x) = e^-x and Q(1/2, x) = erfc(sqrt x).
  @Test func incompleteGammaHasItsClosedForms() {
    for x in [0.01, 0.5, 1, 1.9, 2.1, 7, 50, 300] {
      #expect(relative(chiSquareSurvival(x * x, df: 1), normalTwoSided(x)) < 1e-12)
    }
    #expect(chiSquareSurvival(0, df: 4) == 1)
    #expect(chiSquareSurvival(.infinity, df: 4) == 0)
  }

  private func relative(_ value: Double, _ expected: Double) -> Double {
    value == expected ? 0 : abs(value - expected) / abs(expected)
  }
}
