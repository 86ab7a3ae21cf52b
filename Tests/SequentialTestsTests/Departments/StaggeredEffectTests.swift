import Foundation
import Testing

@testable import SequentialTests

@Suite struct StaggeredEffectTests {
  /// Departments that differ, weeks with a trend, errors that last from week to week.
  private func rows(
    _ dice: inout SpendingDice, departments: Int, weeks: Int, effect: Double, evenUsers: Bool = false
  ) -> [DepartmentWeek] {
    var rows: [DepartmentWeek] = []
    for department in 0..<departments {
      let level = dice.normal()
      let start = 1 + department * (weeks - 1) / departments
      let users = evenUsers ? 100 : 20 + Int(dice.unit() * 200)
      var lasting = dice.normal()
      for week in 0..<weeks {
        lasting = 0.6 * lasting + 0.8 * dice.normal()
        let isIn = week >= start
        let mean = level + 0.3 * Double(week) + (isIn ? effect : 0) + lasting
        rows.append(
          DepartmentWeek(department: department, week: week, users: users, mean: mean, treated: isIn ? 1 : 0))
      }
    }
    return rows
  }

  @Test func intervalsCoverAndEffectsAreFound() throws {
    var dice = SpendingDice(5)
    var covered = 0
    var sum = 0.0
    let runs = 200
    for run in 0..<runs {
      let effect = run.isMultiple(of: 2) ? 0 : 0.7
      let found = try StaggeredEffect(rows(&dice, departments: 10, weeks: 6, effect: effect))
      if try found.interval().contains(effect) { covered += 1 }
      sum += found.estimate - effect
      #expect(found.degreesOfFreedom > 1 && found.degreesOfFreedom <= 9)
    }
    // 95 % less four standard errors, and an estimate without bias.
    #expect(Double(covered) / Double(runs) > 0.885)
    #expect(covered < runs)
    #expect(abs(sum / Double(runs)) < 0.12)
  }

  /// Least squares with a column for each department and week, by elimination.
  @Test(arguments: 1...4)
  func agreesWithAllColumns(_ seed: Int) throws {
    var dice = SpendingDice(seed)
    var rows = rows(&dice, departments: 7, weeks: 5, effect: 1)
    rows.removeAll { ($0.department + 2 * $0.week) % 11 == 3 }
    let size = 1 + 7 + 4
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
    for row in rows {
      var x = [Double](repeating: 0, count: size)
      x[0] = row.treated
      x[1 + row.department] = 1
      if row.week > 0 { x[7 + row.week] = 1 }
      for i in 0..<size {
        for j in 0..<size { matrix[i][j] += Double(row.users) * x[i] * x[j] }
        matrix[i][size] += Double(row.users) * x[i] * row.mean
      }
    }
    for pivot in 0..<size {
      let best = (pivot..<size).max { abs(matrix[$0][pivot]) < abs(matrix[$1][pivot]) } ?? pivot
      matrix.swapAt(pivot, best)
      for other in 0..<size where other != pivot {
        let factor = matrix[other][pivot] / matrix[pivot][pivot]
        for column in pivot...size { matrix[other][column] -= factor * matrix[pivot][column] }
      }
    }
    let found = try StaggeredEffect(rows.shuffled(using: &dice))
    #expect(abs(found.estimate - matrix[0][size] / matrix[0][0]) < 1e-9)
    #expect(found == (try StaggeredEffect(rows)))
  }

  /// Two periods, half of the departments in from the second: differences in differences, for which the error that
  /// allows for dependence has a closed form.
  @Test func twoPeriodsAreDifferences() throws {
    let changes = [2.0, 3, 1, 5, 0, 2, 0, 1]
    let rows = changes.enumerated().flatMap { department, change in
      [
        DepartmentWeek(department: department, week: 8, users: 10, mean: Double(department), treated: 0),
        DepartmentWeek(
          department: department, week: 9, users: 10, mean: Double(department) + change,
          treated: department < 4 ? 1 : 0),
      ]
    }
    let found = try StaggeredEffect(rows)
    #expect(abs(found.estimate - 2) < 1e-12)
    // CR2 is then the variance of Welch's test: 2.91667 ÷ 4 + 0.91667 ÷ 4, with six degrees of freedom.
    #expect(abs(found.standardError - (35.0 / 48 + 11.0 / 48).squareRoot()) < 1e-9)
    #expect(abs(found.degreesOfFreedom - 6) < 1e-6)
  }

  @Test func trendsAndLastingDifferencesAreNotHarm() throws {
    var dice = SpendingDice(3)
    let plain = rows(&dice, departments: 8, weeks: 5, effect: 0)
    let moved = plain.map { row in
      var row = row
      row.mean += 50 * Double(row.week * row.week) + 1_000 * Double(row.department)
      return row
    }
    let (one, other) = (try StaggeredEffect(plain), try StaggeredEffect(moved))
    #expect(abs(one.estimate - other.estimate) < 1e-8)
    #expect(abs(one.standardError - other.standardError) < 1e-8)
  }

  @Test func refusesWhatCannotBeTold() throws {
    var dice = SpendingDice(1)
    let few = rows(&dice, departments: 5, weeks: 5, effect: 0)
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 5, control: 0)) { try StaggeredEffect(few) }
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 0, control: 0)) { try StaggeredEffect([]) }
    let good = rows(&dice, departments: 8, weeks: 5, effect: 0)
    let together = good.map { row in
      var row = row
      row.treated = row.week >= 2 ? 1 : 0
      return row
    }
    #expect(throws: DepartmentError.notIdentified) { try StaggeredEffect(together) }
    let nobody = good.map { row in
      var row = row
      row.treated = 0
      return row
    }
    #expect(throws: DepartmentError.notIdentified) { try StaggeredEffect(nobody) }
    let exact = good.map { row in
      var row = row
      row.mean = Double(row.department + row.week)
      return row
    }
    #expect(throws: DepartmentError.noVariance) { try StaggeredEffect(exact) }
    for change in [
      { (row: inout DepartmentWeek) in row.mean = .nan }, { $0.mean = .infinity }, { $0.mean = 1e300 },
    ] as [(inout DepartmentWeek) -> Void] {
      var bad = good
      change(&bad[3])
      #expect(throws: DepartmentError.notFinite) { try StaggeredEffect(bad) }
    }
    for change in [
      { (row: inout DepartmentWeek) in row.users = -1 }, { $0.users = .max }, { $0.treated = .nan },
      { $0.treated = 1.1 }, { $0.week += 1 },
    ] as [(inout DepartmentWeek) -> Void] {
      var bad = good
      change(&bad[3])
      #expect(throws: DepartmentError.impossibleInput) { try StaggeredEffect(bad) }
    }
    #expect(throws: DepartmentError.alphaOutsideRange) { try StaggeredEffect(good).interval(confidence: 1) }
    #expect(throws: DepartmentError.alphaOutsideRange) { try StaggeredEffect(good).interval(confidence: .nan) }
  }

  @Test func rowsWithoutUsersDoNotCount() throws {
    var dice = SpendingDice(9)
    let good = rows(&dice, departments: 8, weeks: 5, effect: 0)
    let more = good + [DepartmentWeek(department: 99, week: 77, users: 0, mean: 5, treated: 1)]
    #expect(try StaggeredEffect(more) == (try StaggeredEffect(good)))
  }

  @Test func spectrumRebuildsTheMatrix() {
    var dice = SpendingDice(2)
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 6)
    for i in 0..<6 {
      for j in 0...i {
        matrix[i][j] = dice.normal()
        matrix[j][i] = matrix[i][j]
      }
    }
    let spectrum = SymmetricSpectrum(matrix)
    for i in 0..<6 {
      for j in 0..<6 {
        var sum = 0.0
        for (value, vector) in zip(spectrum.values, spectrum.vectors) { sum += value * vector[i] * vector[j] }
        #expect(abs(sum - matrix[i][j]) < 1e-12)
      }
    }
  }
}

@Suite struct SteppedWedgeDesignTests {
  @Test(arguments: [
    (8, 5, 50, 0.1, 0.02, 5.300864322e-4), (12, 5, 100, 0.1, 0.05, 1.854733542e-4),
    (12, 7, 30, 0.5, 0.02, 1.072781065e-3),
  ])
  func workedValues(_ departments: Int, _ periods: Int, _ users: Int, _ p: Double, _ icc: Double, _ value: Double)
    throws
  {
    let design = try SteppedWedgeDesign(departments: departments, periods: periods)
    let variance = try design.variance(users: users, within: p * (1 - p) * (1 - icc), between: p * (1 - p) * icc)
    #expect(abs(variance / value - 1) < 1e-9)
  }

  @Test func refuses() throws {
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 1, control: 0)) {
      try SteppedWedgeDesign(departments: 1, periods: 4)
    }
    #expect(throws: DepartmentError.notIdentified) { try SteppedWedgeDesign(starts: [2, 2, 2], periods: 4) }
    #expect(throws: DepartmentError.notIdentified) { try SteppedWedgeDesign(starts: [7, .max, 9], periods: 4) }
    #expect(throws: DepartmentError.impossibleInput) { try SteppedWedgeDesign(starts: [-1, 2], periods: 4) }
    #expect(throws: DepartmentError.impossibleInput) { try SteppedWedgeDesign(starts: [1, 2], periods: .max) }
    let design = try SteppedWedgeDesign(starts: [1, 2, .max], periods: 4)
    for users in [0, -1, .min] {
      #expect(throws: DepartmentError.impossibleInput) { try design.variance(users: users, within: 1, between: 0) }
    }
    #expect(throws: DepartmentError.impossibleInput) { try design.variance(users: 1, within: .nan, between: 0) }
    #expect(throws: DepartmentError.impossibleInput) { try design.variance(users: 1, within: 1, between: -1) }
    #expect(throws: DepartmentError.notFinite) { try design.variance(users: 1, within: .infinity, between: 1) }
  }
}

@Suite struct ReadinessOrderTests {
  @Test func readyFirstIsNoticed() throws {
    var dice = SpendingDice(4)
    let followed = try ReadinessOrder(
      starts: [0, 0, 1, 1, 2, 2, 3, 3], readiness: [9, 8, 7, 7, 5, 4, 2, 1], draws: 999, using: &dice)
    #expect(followed.correlation < -0.95)
    #expect(followed.p < 0.01 && followed.followedReadiness)
    let mixed = try ReadinessOrder(
      starts: [0, 0, 1, 1, 2, 2, 3, 3], readiness: [5, 4, 9, 1, 8, 2, 7, 3], draws: 999, using: &dice)
    #expect(!mixed.followedReadiness)
    let reversed = try ReadinessOrder(starts: [0, 1, 2, 3, 4, 5], readiness: [1, 2, 3, 4, 5, 6], using: &dice)
    #expect(abs(reversed.correlation - 1) < 1e-12 && !reversed.followedReadiness)
  }

  /// Of all 120 orders of five, one has −1 and one +1.
  @Test func shareAgreesWithAllOrders() throws {
    var dice = SpendingDice(8)
    let order = try ReadinessOrder(starts: [0, 1, 2, 3, 4], readiness: [5, 4, 3, 2, 1], draws: 20_000, using: &dice)
    #expect(abs(order.p - 2.0 / 120) < 0.004)
  }

  @Test func refuses() {
    var dice = SpendingDice(1)
    #expect(throws: DepartmentError.impossibleInput) {
      try ReadinessOrder(starts: [1, 2, 3, 4], readiness: [1, 2], using: &dice)
    }
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 3, control: 0)) {
      try ReadinessOrder(starts: [1, 2, 3], readiness: [1, 2, 3], using: &dice)
    }
    #expect(throws: DepartmentError.notFinite) {
      try ReadinessOrder(starts: [1, 2, 3, 4], readiness: [1, 2, .nan, 3], using: &dice)
    }
    #expect(throws: DepartmentError.noVariance) {
      try ReadinessOrder(starts: [1, 1, 1, 1], readiness: [1, 2, 3, 4], using: &dice)
    }
    #expect(throws: DepartmentError.impossibleInput) {
      try ReadinessOrder(starts: [1, 2, 3, 4], readiness: [1, 2, 3, 4], draws: 0, using: &dice)
    }
  }
}
