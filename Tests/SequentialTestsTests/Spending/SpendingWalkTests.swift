import Foundation
import Testing

@testable import SequentialTests

@Suite struct SpendingWalkTests {
  /// Constant one-sided bounds, computed by Gauss–Legendre quadrature with 600 nodes a look.
  @Test(arguments: [
    (1, 0.05, 1.6448536270), (2, 0.05, 1.8754225138), (5, 0.05, 2.1217151092), (10, 0.05, 2.2700030320),
    (20, 0.05, 2.3923089563), (50, 0.05, 2.5233970410), (100, 0.05, 2.6049362273), (100, 0.01, 3.1924601558),
  ])
  func constantBounds(_ looks: Int, _ alpha: Double, _ bound: Double) throws {
    if looks <= 5 {
      #expect(abs(try Spending.constantBound(alpha: alpha, information: equalLooks(looks)) - bound) < 1e-6)
    }
    #expect(try isBetween(bound - 1e-6, bound + 1e-6, looks: looks, alpha: alpha))
  }

  /// As published, to the error of the tables' own integration.
  @Test(arguments: [(0.05, 2.60483), (0.025, 2.87477), (0.0125, 3.11838), (0.01, 3.19236)])
  func publishedBoundsOfAHundredLooks(_ alpha: Double, _ bound: Double) throws {
    #expect(try isBetween(bound - 1e-5, bound + 1.2e-4, looks: 100, alpha: alpha))
  }

  /// Whether the constant bound lies between two: the lower one spends more than α, the upper one less.
  private func isBetween(_ low: Double, _ high: Double, looks: Int, alpha: Double) throws -> Bool {
    let information = equalLooks(looks)
    let most = try Spending.crossing(bounds: information.map { _ in low }, information: information)
    let least = try Spending.crossing(bounds: information.map { _ in high }, information: information)
    return most > alpha && least < alpha
  }

  @Test func lanDeMetsBounds() throws {
    let late = try Spending.bounds(alpha: 0.025, information: equalLooks(5), spending: .obrienFleming)
    for (found, bound) in zip(late, [4.87688, 3.35701, 2.68028, 2.28982, 2.03103]) {
      #expect(abs((found ?? 0) - bound) < 1e-5)
    }
    let even = try Spending.bounds(alpha: 0.025, information: equalLooks(5), spending: .pocock)
    for (found, bound) in zip(even, [2.43798, 2.42681, 2.41019, 2.39664, 2.38598]) {
      #expect(abs((found ?? 0) - bound) < 2.1e-5)
    }
  }

  @Test(arguments: [SpendingFunction.standard, .pocock, .obrienFleming, .power(exponent: 2)])
  func boundsSpendWhatTheyMay(_ spending: SpendingFunction) throws {
    // Uneven looks, so that the lattice is made finer and coarser again.
    let looks = [0.02, 0.021, 0.05, 0.3, 0.302, 0.31, 0.6, 0.601, 0.9, 1.1]
    let bounds = try Spending.bounds(alpha: 0.05, information: looks, spending: spending)
    let spent = try Spending.crossing(bounds: bounds.map { $0 ?? 8 }, information: looks)
    #expect(abs(spent - 0.05) < 1e-7)
  }

  /// Against paths drawn one by one.
  @Test func levelHoldsInSimulation() throws {
    let looks = [0.01, 0.03, 0.031, 0.2, 0.5, 0.55, 0.8, 1]
    let bounds = try Spending.bounds(alpha: 0.2, information: looks)
    var dice = SpendingDice(7)
    var alarms = 0
    let runs = 20_000
    for _ in 0..<runs {
      var (sum, last) = (0.0, 0.0)
      for (share, bound) in zip(looks, bounds) {
        sum += dice.normal() * (share - last).squareRoot()
        last = share
        if let bound, sum >= bound * share.squareRoot() {
          alarms += 1
          break
        }
      }
    }
    #expect(abs(Double(alarms) / Double(runs) - 0.2) < 4 * (0.16 / Double(runs)).squareRoot())
  }

  @Test func moreLooksSpendMoreAtTheSameBound() throws {
    let few = try Spending.crossing(bounds: equalLooks(10).map { _ in 2.4 }, information: equalLooks(10))
    let many = try Spending.crossing(bounds: equalLooks(100).map { _ in 2.4 }, information: equalLooks(100))
    #expect(many > few && few > Normal.upperTail(2.4))
  }

  @Test func standardStaysNearTheConstantBound() throws {
    for bound in try Spending.bounds(alpha: 0.05, information: equalLooks(100)) {
      #expect(abs((bound ?? 0) - 2.605) < 0.06)
    }
  }

  @Test func noGrowthIsNoLook() throws {
    var walk = try SpendingWalk(alpha: 0.05)
    _ = try walk.look(at: 0.3)
    let before = walk
    for share in [0.3, 0.1, 0.3005, 0.3.nextUp] {
      let look = try walk.look(at: share)
      #expect(look.standing == .noGrowth)
      #expect(look.bound == nil)
      #expect(walk == before)
    }
  }

  @Test func hardlyAnyInformationIsNoLook() throws {
    var walk = try SpendingWalk(alpha: 0.05)
    for share in [Double.leastNonzeroMagnitude, 1e-300, 1e-9] {
      #expect(try walk.look(at: share).standing == .noGrowth)
    }
    #expect(try walk.look(at: 0.001).standing == .bounded)
    #expect(try walk.look(at: 1 - 1e-16).spent == 0.05)
    #expect(try walk.look(at: 1).standing != .bounded)
    #expect(try walk.look(at: 1e6).spent == 0.05)
  }

  @Test func overrunSpendsTheRestOnceAndThenNothing() throws {
    var walk = try SpendingWalk(alpha: 0.05)
    _ = try walk.look(at: 0.9)
    let last = try walk.look(at: 1.3)
    #expect(last.standing == .bounded)
    #expect(abs(last.spent - 0.05) < 1e-15)
    let over = try walk.look(at: 1.4)
    #expect(over.standing == .overrun)
    #expect(over.bound == nil)
    #expect(over.spent == last.spent)
  }

  /// Planned for half of what comes, or for twice as much: the first ends early, the second leaves α.
  @Test(arguments: [0.5, 2])
  func misjudgedPlansKeepTheLevel(_ factor: Double) throws {
    var walk = try SpendingWalk(alpha: 0.1)
    var looks: [Double] = []
    var bounds: [Double] = []
    for step in 1...40 {
      let share = Double(step) / 40 / factor
      let look = try walk.look(at: share)
      looks.append(share)
      bounds.append(look.bound ?? 8)
    }
    let spent = try Spending.crossing(bounds: bounds, information: looks)
    #expect(spent <= 0.1 + 1e-7)
    #expect(factor == 2 ? spent < 0.09 : spent > 0.0999)
  }

  @Test func nothingYetKeepsWhatItCouldNotSpend() throws {
    var walk = try SpendingWalk(alpha: 0.05, spending: .obrienFleming)
    let early = try walk.look(at: 0.01)
    #expect(early.standing == .nothingYet)
    #expect(early.spent == 0)
    #expect(try walk.look(at: 1).spent == 0.05)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -0.1, 1e7])
  func refusesInformation(_ share: Double) throws {
    var walk = try SpendingWalk(alpha: 0.05)
    #expect(throws: SpendingError.informationOutsideRange) { try walk.look(at: share) }
    #expect(throws: SpendingError.informationOutsideRange) {
      try Spending.crossing(bounds: [2], information: [share])
    }
  }

  @Test(arguments: [Double.nan, 0, 1, -1, 2, .infinity])
  func refusesAlpha(_ alpha: Double) {
    #expect(throws: SpendingError.alphaOutsideRange) { try SpendingWalk(alpha: alpha) }
    #expect(throws: SpendingError.alphaOutsideRange) { try SpendingFunction.pocock.spent(of: alpha, at: 0.5) }
    #expect(throws: SpendingError.alphaOutsideRange) { try SplitAlpha(boundedShare: alpha) }
    #expect(throws: SpendingError.alphaOutsideRange) { try Spending.constantBound(alpha: alpha, information: [1]) }
  }

  @Test func refusesShapes() {
    for shape in [SpendingFunction.power(exponent: .nan), .power(exponent: 0), .logarithmic(steepness: .infinity)] {
      #expect(throws: SpendingError.parameterOutsideRange) { try SpendingWalk(alpha: 0.05, spending: shape) }
    }
    #expect(throws: SpendingError.informationOutsideRange) {
      try Spending.bounds(alpha: 0.05, information: [0.5, 0.4])
    }
    #expect(throws: SpendingError.informationOutsideRange) { try Spending.crossing(bounds: [.nan], information: [1]) }
    #expect(throws: SpendingError.informationOutsideRange) {
      try Spending.crossing(bounds: [2, 2], information: [0.5, 0.5.nextUp])
    }
    #expect(throws: SpendingError.informationOutsideRange) { try Spending.constantBound(alpha: 0.05, information: []) }
  }

  @Test func extremeAlphasAreAnswered() throws {
    for alpha in [1e-12, 1e-6, 0.5, 0.9, 0.999] {
      for bound in try Spending.bounds(alpha: alpha, information: equalLooks(4)) {
        #expect(bound.map { $0.isFinite && $0 < 8 } ?? false)
      }
    }
  }

  @Test func splitAddsUp() throws {
    let split = SplitAlpha.standard
    #expect(abs(split.bounded(of: 0.05) - 0.045) < 1e-17)
    #expect(split.bounded(of: 0.05) + split.anytime(of: 0.05) == 0.05)
    let data = try JSONEncoder().encode(split)
    #expect(try JSONDecoder().decode(SplitAlpha.self, from: data) == split)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(SplitAlpha.self, from: Data(#"{"boundedShare": 1.5}"#.utf8))
    }
  }

  @Test(arguments: [
    SpendingFunction.standard, .pocock, .obrienFleming, .power(exponent: 0.5), .logarithmic(steepness: 4),
  ])
  func shapesGrowFromNothingToAll(_ shape: SpendingFunction) throws {
    #expect(try shape.spent(of: 0.05, at: 0) == 0)
    #expect(try shape.spent(of: 0.05, at: -1) == 0)
    #expect(try shape.spent(of: 0.05, at: 1) == 0.05)
    #expect(try shape.spent(of: 0.05, at: 9) == 0.05)
    var last = 0.0
    for share in equalLooks(100) {
      let spent = try shape.spent(of: 0.05, at: share)
      #expect(spent >= last && spent <= 0.05)
      last = spent
    }
    #expect(try JSONDecoder().decode(SpendingFunction.self, from: JSONEncoder().encode(shape)) == shape)
  }
}
