import Foundation
import Testing

@testable import SequentialTests

@Suite struct DepartmentComparisonTests {
  private func values(_ pairs: [(Double, Double)], users: Int = 100) -> [DepartmentValue] {
    pairs.map {
      DepartmentValue(before: PeriodMean(count: users, mean: $0.0), after: PeriodMean(count: users, mean: $0.1))
    }
  }

  private let treatment = [(1.0, 3.0), (2, 5), (0, 1), (1, 6), (3, 4)]
  private let control = [(2.0, 2.0), (1, 3), (0, 0), (4, 5)]

  /// Changes 2, 3, 1, 5, 1 against 0, 2, 0, 1: means 2.4 and 0.75, variances 2.8 and 0.91667.
  @Test func welchByHand() throws {
    let effect = try DepartmentComparison(estimator: .differences)
      .effect(treatment: values(treatment), control: values(control))
    #expect(abs(effect.estimate - 1.65) < 1e-12)
    let (a, b) = (2.8 / 5, 11.0 / 12 / 4)
    #expect(abs(effect.standardError - (a + b).squareRoot()) < 1e-12)
    #expect(abs(effect.degreesOfFreedom - (a + b) * (a + b) / (a * a / 4 + b * b / 3)) < 1e-12)
    #expect((effect.treatment, effect.control) == (5, 4))
  }

  @Test func equalWeightsAreNoWeights() throws {
    let plain = try DepartmentComparison(estimator: .differences)
      .effect(treatment: values(treatment), control: values(control))
    let weighted = try DepartmentComparison(estimator: .weightedDifferences)
      .effect(treatment: values(treatment), control: values(control))
    #expect(abs(plain.estimate - weighted.estimate) < 1e-12)
    #expect(abs(plain.standardError - weighted.standardError) < 1e-12)
    #expect(abs(plain.degreesOfFreedom - weighted.degreesOfFreedom) < 1e-9)
    #expect(abs(plain.information - weighted.information) < 1e-9)
  }

  /// A ratio of sums and its variance by the delta method, written out.
  @Test func weightsByHand() throws {
    let contrast = try DepartmentContrast.weighted(
      [(1, 10), (3, 30), (2, 60)], [(0, 1), (1, 1), (2, 2)])
    let means = ((10.0 + 90 + 120) / 100, 5.0 / 4)
    let spread = (100 * pow(1 - means.0, 2) + 900 * pow(3 - means.0, 2) + 3_600 * pow(2 - means.0, 2)) * 1.5 / 1e4
    let other = (pow(means.1, 2) + pow(1 - means.1, 2) + 4 * pow(2 - means.1, 2)) * 1.5 / 16
    #expect(abs(contrast.estimate - (means.0 - means.1)) < 1e-12)
    #expect(abs(contrast.standardError - (spread + other).squareRoot()) < 1e-12)
  }

  /// Least squares of after on arm and before, solved by the normal equations.
  @Test func adjustedIsLeastSquares() throws {
    let rows = treatment.map { (1.0, 1.0, $0.0, $0.1) } + control.map { (1.0, 0.0, $0.0, $0.1) }
    var matrix = [[Double]](repeating: [0, 0, 0], count: 3)
    var right = [0.0, 0, 0]
    for row in rows {
      let x = [row.0, row.1, row.2]
      for i in 0..<3 {
        for j in 0..<3 { matrix[i][j] += x[i] * x[j] }
        right[i] += x[i] * row.3
      }
    }
    func determinant(_ m: [[Double]]) -> Double {
      m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    }
    let whole = determinant(matrix)
    let solution = (0..<3).map { column in
      determinant(matrix.indices.map { i in (0..<3).map { $0 == column ? right[i] : matrix[i][$0] } }) / whole
    }
    let residual = rows.reduce(0) { $0 + pow($1.3 - solution[0] - solution[1] * $1.1 - solution[2] * $1.2, 2) }
    let cofactor = matrix[0][0] * matrix[2][2] - matrix[0][2] * matrix[2][0]
    let effect = try DepartmentComparison(estimator: .adjusted)
      .effect(treatment: values(treatment), control: values(control))
    #expect(abs(effect.estimate - solution[1]) < 1e-10)
    #expect(abs(effect.standardError - (residual / 6 * cofactor / whole).squareRoot()) < 1e-10)
    #expect(effect.degreesOfFreedom == 6)
  }

  @Test(arguments: DepartmentComparison.Estimator.allCases)
  func bandAndEvidenceAgree(_ estimator: DepartmentComparison.Estimator) throws {
    let comparison = DepartmentComparison(estimator: estimator)
    let (ours, theirs) = (values(treatment), values(control))
    let found = try comparison.look(treatment: ours, control: theirs, margin: 1, alpha: 0.05)
    let lower = try #require(found.look.band.lower)
    let upper = try #require(found.look.band.upper)
    let estimate = try #require(found.look.band.estimate)
    #expect(lower < estimate && estimate < upper)
    // Harm against the lower limit, and safety against the upper one, are worth exactly 1/α.
    let atLower = try comparison.look(treatment: ours, control: theirs, tolerated: lower, margin: upper, alpha: 0.05)
    #expect(abs(atLower.look.logHarm - log(20)) < 1e-8)
    #expect(abs(atLower.look.logSafe - log(20)) < 1e-8)
    // A margin moves z as it moves the estimate.
    let shifted = theirs.map {
      DepartmentValue(before: $0.before, after: PeriodMean(count: $0.after.count, mean: $0.after.mean + 0.5))
    }
    let one = try comparison.look(treatment: ours, control: theirs, tolerated: 0.5, margin: 1, alpha: 0.05)
    let other = try comparison.look(treatment: ours, control: shifted, margin: 1, alpha: 0.05)
    #expect(abs(one.z - other.z) < 1e-9)
  }

  @Test func informationIsUsersOfTwoEqualArms() throws {
    let one = values([(0, 0)], users: 50)
    let alone = try #require(try DepartmentComparison(estimator: .afterAlone).information(treatment: one, control: one))
    #expect(abs(alone - 100) < 1e-9)
    // A baseline as noisy as the period after halves it.
    let both = try #require(try DepartmentComparison(estimator: .differences).information(treatment: one, control: one))
    #expect(abs(both - 50) < 1e-9)
    #expect(try DepartmentComparison().information(treatment: [], control: one) == nil)
  }

  @Test func departmentsWithoutUsersOrBaselineAreLeftOut() throws {
    var ours = values(treatment)
    ours.append(DepartmentValue(before: nil, after: PeriodMean(count: 100, mean: 900)))
    ours.append(DepartmentValue(before: PeriodMean(count: 100, mean: 1), after: PeriodMean(count: 9, mean: 900)))
    ours.append(DepartmentValue(before: PeriodMean(count: 100, mean: 1), after: PeriodMean(count: 0, mean: .nan)))
    let effect = try DepartmentComparison(estimator: .differences).effect(treatment: ours, control: values(control))
    #expect(abs(effect.estimate - 1.65) < 1e-12)
    #expect(effect.leftOut == 3)
  }

  @Test func fewDepartmentsAreRefused() {
    let comparison = DepartmentComparison()
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 3, control: 4)) {
      try comparison.effect(treatment: Array(values(treatment)[..<3]), control: values(control))
    }
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 1, control: 8)) {
      try comparison.effect(treatment: Array(values(treatment)[..<1]), control: values(control + control))
    }
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 0, control: 0)) {
      try comparison.effect(treatment: [], control: [])
    }
  }

  @Test(arguments: DepartmentComparison.Estimator.allCases)
  func noScatterIsNoAnswer(_ estimator: DepartmentComparison.Estimator) {
    let alike = values([(1, 2), (1, 2), (1, 2), (1, 2)])
    #expect(throws: DepartmentError.noVariance) {
      try DepartmentComparison(estimator: estimator).effect(treatment: alike, control: alike)
    }
  }

  @Test(arguments: DepartmentComparison.Estimator.allCases)
  func hostileInputIsRefused(_ estimator: DepartmentComparison.Estimator) {
    let comparison = DepartmentComparison(estimator: estimator)
    let (ours, theirs) = (values(treatment), values(control))
    for mean in [Double.nan, .infinity, -.infinity, 1e200] {
      let bad = theirs + [DepartmentValue(before: nil, after: PeriodMean(count: 100, mean: mean))]
      #expect(throws: DepartmentError.notFinite) { try comparison.effect(treatment: ours, control: bad) }
    }
    for count in [-1, .min, .max] {
      let bad = theirs + [DepartmentValue(before: nil, after: PeriodMean(count: count, mean: 1))]
      #expect(throws: DepartmentError.impossibleInput) { try comparison.effect(treatment: ours, control: bad) }
    }
    for alpha in [Double.nan, 0, 1, -1, .infinity] {
      #expect(throws: DepartmentError.alphaOutsideRange) {
        try comparison.look(treatment: ours, control: theirs, margin: 1, alpha: alpha)
      }
    }
    for margin in [Double.nan, .infinity] {
      #expect(throws: DepartmentError.notFinite) {
        try comparison.look(treatment: ours, control: theirs, margin: margin, alpha: 0.05)
      }
    }
    #expect(throws: DepartmentError.impossibleInput) {
      try comparison.look(treatment: ours, control: theirs, tolerated: 2, margin: 1, alpha: 0.05)
    }
    var untuned = comparison
    for tuning in [Double.nan, 0, -5, .infinity] {
      untuned.tunedFor = tuning
      #expect(throws: DepartmentError.impossibleInput) {
        try untuned.look(treatment: ours, control: theirs, margin: 1, alpha: 0.05)
      }
    }
  }

  @Test func hugeMeansAreAnsweredOrRefused() throws {
    let huge = values([(1e139, -1e140), (-1e140, 1e140), (0, 1e140), (1e140, 3)])
    for estimator in DepartmentComparison.Estimator.allCases {
      do {
        let effect = try DepartmentComparison(estimator: estimator).effect(treatment: huge, control: huge.reversed())
        #expect(effect.standardError.isFinite)
      } catch {
        #expect(error == .notFinite || error == .noVariance)
      }
    }
  }

  /// The e-value averages to 1 at most if z is standard normal, and to the threshold exactly at the limit.
  @Test(arguments: [1e-3, 0.1, 1, 30, 1e4])
  func evidenceAveragesToOne(_ ratio: Double) {
    // Half of a normal distribution with deviation √(1 + ratio).
    let step = (1 + ratio).squareRoot() / 200
    var sum = 0.0
    for place in -2_000...2_000 {
      let z = Double(place) * step
      sum += exp(DepartmentEvidence.logE(z: z, ratio: ratio) - 0.5 * z * z - 0.918_938_533_204_672_8) * step
    }
    #expect(abs(sum - 1) < 1e-6)
    for alpha in [0.5, 0.05, 1e-9] {
      let z = DepartmentEvidence.threshold(alpha: alpha, ratio: ratio)
      #expect(abs(DepartmentEvidence.logE(z: z, ratio: ratio) + log(alpha)) < 1e-9)
    }
  }
}
