import Foundation
import Testing

@testable import SequentialTests

@Suite struct RandomisationTests {
  /// Every subset by recursion.
  private func shareAtLeast(_ treatment: [Double], _ control: [Double]) -> (reached: Int, all: Int) {
    let values = treatment + control
    let observed = treatment.reduce(0, +)
    func count(_ place: Int, _ left: Int, _ sum: Double) -> (Int, Int) {
      if left == 0 { return (sum >= observed - 1e-9 ? 1 : 0, 1) }
      if values.count - place < left { return (0, 0) }
      let with = count(place + 1, left - 1, sum + values[place])
      let without = count(place + 1, left, sum)
      return (with.0 + without.0, with.1 + without.1)
    }
    let found = count(0, treatment.count, 0)
    return (found.0, found.1)
  }

  @Test(arguments: 1...12)
  func agreesWithEnumeration(_ seed: Int) throws {
    var dice = SpendingDice(seed)
    let sizes = (1 + seed % 5, 1 + (seed * 7) % 6)
    // Rounded, so that there are ties.
    let ours = (0..<sizes.0).map { _ in (dice.normal() * 2).rounded() }
    let theirs = (0..<sizes.1).map { _ in (dice.normal() * 2).rounded() }
    let result = try RandomisationTest.compare(treatment: ours, control: theirs, alpha: 0.05)
    let (reached, all) = shareAtLeast(ours, theirs)
    #expect(result.p == Double(reached) / Double(all))
    #expect(result.smallest == 1 / Double(all))
  }

  @Test func threeAgainstThreeCanJustReachFivePercent() throws {
    let result = try RandomisationTest.compare(treatment: [7, 8, 9], control: [1, 2, 3], alpha: 0.05)
    #expect(result.p == 0.05)
    #expect(result.smallest == 0.05)
    #expect(!result.cannotBeDecided)
    let stricter = try RandomisationTest.compare(treatment: [7, 8, 9], control: [1, 2, 3], alpha: 0.04)
    #expect(stricter.cannotBeDecided)
    // 4 against 4 have 70 assignments.
    #expect(stricter.neededPerArm == 4)
    #expect(try RandomisationTest.compare(treatment: [1], control: [0], alpha: 0.001).neededPerArm == 7)
  }

  @Test func toleratedIsTakenOff() throws {
    let plain = try RandomisationTest.compare(treatment: [3, 4, 6, 5], control: [2, 2.5, 1, 3.5], alpha: 0.05)
    let shifted = try RandomisationTest.compare(
      treatment: [5, 6, 8, 7], control: [2, 2.5, 1, 3.5], tolerated: 2, alpha: 0.05)
    #expect(plain.p == shifted.p)
    #expect(abs(shifted.estimate - plain.estimate - 2) < 1e-12)
  }

  @Test func refuses() {
    #expect(throws: DepartmentError.tooFewDepartments(treatment: 0, control: 3)) {
      try RandomisationTest.compare(treatment: [], control: [1, 2, 3], alpha: 0.05)
    }
    #expect(throws: DepartmentError.tooManyAssignments) {
      try RandomisationTest.compare(
        treatment: [Double](repeating: 0, count: 12), control: [Double](repeating: 0, count: 12), alpha: 0.05)
    }
    #expect(throws: DepartmentError.tooManyAssignments) {
      try RandomisationTest.compare(treatment: [1], control: [Double](repeating: 0, count: 90), alpha: 0.05)
    }
    for bad in [Double.nan, .infinity, 1e200] {
      #expect(throws: DepartmentError.notFinite) {
        try RandomisationTest.compare(treatment: [bad], control: [1, 2], alpha: 0.05)
      }
      #expect(throws: DepartmentError.notFinite) {
        try RandomisationTest.compare(treatment: [0], control: [1, 2], tolerated: bad, alpha: 0.05)
      }
    }
    #expect(throws: DepartmentError.alphaOutsideRange) {
      try RandomisationTest.compare(treatment: [1], control: [1, 2], alpha: .nan)
    }
  }

  /// Over all assignments of the same values, the share that crosses is what is spent: exact at every look.
  @Test(arguments: 1...4)
  func walksKeepTheLevelExactly(_ seed: Int) throws {
    var dice = SpendingDice(seed)
    let paths = (0..<4).map { _ in (0..<7).map { _ in dice.normal() } }
    let list = try AssignmentList(treatment: 3, control: 4)
    var crossed = 0
    var spent = 0.0
    for choice in list.choices {
      var walk = try RandomisationWalk(treatment: 3, control: 4, alpha: 0.3)
      let ours = (0..<7).filter { choice & (1 << UInt32($0)) != 0 }
      let theirs = (0..<7).filter { choice & (1 << UInt32($0)) == 0 }
      var sums = [Double](repeating: 0, count: 7)
      var isCrossed = false
      for (place, steps) in paths.enumerated() {
        for department in sums.indices { sums[department] += steps[department] }
        let look = try walk.look(
          treatment: ours.map { sums[$0] }, control: theirs.map { sums[$0] }, at: Double(place + 1) / 4)
        isCrossed = look.crossed
        spent = look.spent
      }
      if isCrossed { crossed += 1 }
    }
    #expect(Double(crossed) / Double(list.choices.count) == spent)
    #expect(spent <= 0.3 && spent > 0.25)
  }

  @Test func equalValuesAreTakenTogetherOrNotAtAll() throws {
    var walk = try RandomisationWalk(treatment: 4, control: 4, alpha: 0.2)
    let look = try walk.look(treatment: [1, 1, 1, 1], control: [1, 1, 1, 1], at: 1)
    #expect(look.standing == .nothingYet)
    #expect(!look.crossed && look.spent == 0 && look.p == 1)
  }

  @Test func harmCrossesAndStaysCrossed() throws {
    var walk = try RandomisationWalk(treatment: 4, control: 4, alpha: 0.05)
    #expect(walk.neededPerArm == nil)
    let look = try walk.look(treatment: [5, 6, 7, 8], control: [1, 2, 3, 4], at: 0.9)
    #expect(look.crossed && look.p == 1.0 / 70)
    let again = try walk.look(treatment: [0, 0, 0, 0], control: [1, 2, 3, 4], at: 0.9)
    #expect(again.standing == .noGrowth && again.crossed)
    _ = try walk.look(treatment: [0, 0, 0, 0], control: [1, 2, 3, 4], at: 1)
    #expect(try walk.look(treatment: [0, 0, 0, 0], control: [1, 2, 3, 4], at: 2).standing == .overrun)
    #expect(try RandomisationWalk(treatment: 3, control: 3, alpha: 0.04).neededPerArm == 4)
  }

  @Test func walksRefuse() throws {
    var walk = try RandomisationWalk(treatment: 4, control: 4, alpha: 0.05)
    let before = walk
    #expect(throws: DepartmentError.differentDepartments) {
      try walk.look(treatment: [1, 2, 3], control: [1, 2, 3, 4], at: 0.5)
    }
    for share in [Double.nan, 0, -1, .infinity] {
      #expect(throws: DepartmentError.impossibleInput) {
        try walk.look(treatment: [1, 2, 3, 4], control: [1, 2, 3, 4], at: share)
      }
    }
    #expect(throws: DepartmentError.notFinite) {
      try walk.look(treatment: [1, 2, 3, .nan], control: [1, 2, 3, 4], at: 0.5)
    }
    #expect(walk == before)
    #expect(throws: DepartmentError.alphaOutsideRange) { try RandomisationWalk(treatment: 4, control: 4, alpha: 0) }
    #expect(throws: DepartmentError.tooManyAssignments) {
      try RandomisationWalk(treatment: 40, control: 400, alpha: 0.05)
    }
    #expect(throws: DepartmentError.tooFewDepartments(treatment: -3, control: 4)) {
      try RandomisationWalk(treatment: -3, control: 4, alpha: 0.05)
    }
  }
}
