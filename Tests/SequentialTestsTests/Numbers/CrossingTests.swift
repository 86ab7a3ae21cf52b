import Foundation
import Testing

@testable import SequentialTests

@Suite struct CrossingTests {
  @Test(arguments: [-40, -3, 0.6, 0.7, 8, 39])
  func findsItFromAnywhere(_ start: Double) throws {
    for step in [1e-6, 0.1, 5] {
      var calls = 0
      let root = try #require(
        Crossing.find(from: start, step: step, least: -40, most: 40) { x in
          calls += 1
          return 2 - exp(x)
        })
      #expect(2 - exp(root) >= 0)
      #expect(abs(root - log(2)) < 1e-9)
      #expect(calls < 80)
    }
  }

  @Test func narrowsDownFromBothSides() {
    for (above, below) in [(-3.0, 2.0), (0, 40)] {
      let root = Crossing.find(above: (above, 2 - exp(above)), below: (below, 2 - exp(below))) { 2 - exp($0) }
      #expect(2 - exp(root) >= 0 && abs(root - log(2)) < 1e-9)
    }
    // A step, met from its right.
    let step = Crossing.find(above: (0, 1), below: (-1, -1)) { $0 > -0.25 ? 1 : -1 }
    #expect(step > -0.25 && step < -0.25 + 1e-11)
  }

  @Test func endsOfTheSearch() {
    #expect(Crossing.find(from: 0, step: 0.1, least: -5, most: 5) { _ in -1 } == nil)
    #expect(Crossing.find(from: 0, step: 0.1, least: -5, most: 5) { _ in 1 } == 5)
    #expect(Crossing.find(from: 0, step: 0.1, least: -5, most: 5) { _ in .nan } == nil)
    #expect(Crossing.find(from: 99, step: 0.1, least: -5, most: 5) { -$0 - 5 } == -5)
    #expect(Crossing.find(above: (0, 1), below: (1, -1)) { _ in .nan } == 0)
    let huge = Crossing.find(from: 0, step: 0.1, least: -5, most: 5) { 1e15 * (2 - $0) }
    #expect(huge.map { abs($0 - 2) < 1e-11 } == true)
  }
}
