import Testing

@testable import SequentialTests

@Suite struct SurvivalTests {
  /// Weeks of remission of 42 children, 21 treated and 21 not: Freireich and others, Blood 21 (1963) 699–716.
  static let treated =
    [6.0, 6, 6, 7, 10, 13, 16, 22, 23].map { SurvivalTime($0, isReached: true) }
    + [6.0, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map { SurvivalTime($0, isReached: false) }
  static let untreated = [1.0, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    .map { SurvivalTime($0, isReached: true) }

  @Test func remissionOfLeukaemia() throws {
    let curve = try SurvivalCurve(Self.treated)
    #expect(curve.count == 21 && curve.events == 9 && curve.watchedUntil == 35)
    #expect(curve.steps.map(\.time) == [6, 7, 10, 13, 16, 22, 23])
    #expect(curve.steps.map(\.atRisk) == [21, 17, 15, 12, 11, 7, 6])
    let shares = [
      0.8571428571, 0.8067226891, 0.7529411765, 0.6901960784, 0.6274509804, 0.5378151261, 0.4481792717,
    ]
    for (step, share) in zip(curve.steps, shares) { #expect(isNear(step.survival, share, 1e-9)) }
    let at10 = try #require(try curve.interval(at: 10))
    #expect(isNear(at10.lower, 0.50319951, 1e-8) && isNear(at10.upper, 0.88936184, 1e-8))
    let at30 = try #require(try curve.interval(at: 30))
    #expect(isNear(at30.lower, 0.18805201, 1e-8) && isNear(at30.upper, 0.68014263, 1e-8))
    #expect(curve.median == 23)
    let interval = try curve.timeInterval()
    #expect(interval.earliest == 13 && interval.latest == nil)
    let other = try SurvivalCurve(Self.untreated)
    #expect(other.median == 8)
    let otherInterval = try other.timeInterval()
    #expect(otherInterval.earliest == 4 && otherInterval.latest == 11)
  }

  @Test func whatIsNotKnownIsNotSaid() throws {
    let curve = try SurvivalCurve(Self.treated)
    #expect(curve.survival(at: 0) == 1 && curve.survival(at: 5.9) == 1)
    #expect(curve.survival(at: 35) != nil && curve.survival(at: 35.1) == nil)
    #expect(curve.survival(at: -1) == nil && curve.survival(at: .nan) == nil)
    #expect(try curve.interval(at: 3) == nil && curve.interval(at: 40) == nil)
    #expect(try curve.time(toShare: 0.9) == nil)
    let done = try SurvivalCurve(Self.untreated)
    #expect(done.survival(at: 23) == 0 && done.survival(at: 1_000) == 0)
    #expect(try done.interval(at: 23) == nil)
    let waiting = try SurvivalCurve([SurvivalTime(3, isReached: false), SurvivalTime(9, isReached: false)])
    #expect(waiting.median == nil && waiting.steps.isEmpty && waiting.survival(at: 9) == 1)
    let ends = try waiting.timeInterval()
    #expect(ends.earliest == nil && ends.latest == nil)
  }

  @Test func theFinishedAloneWouldLookFaster() throws {
    // Five made it in 10 days, five still try after 30: the mean of the finished says 10, the truth is 30 or more.
    let times = (0..<10).map { SurvivalTime($0 < 5 ? 10 : 30, isReached: $0 < 5) }
    #expect(try SurvivalCurve(times).median == 10, "exactly half have made it")
    #expect(try SurvivalCurve(times + [SurvivalTime(30, isReached: false)]).median == nil)
  }

  /// Efron's redistribution to the right: everybody has the same mass, and whoever leaves hands theirs on in equal parts
  /// to all who stay longer.
  private static func redistributed(_ times: [SurvivalTime], at time: Double) -> Double {
    let sorted = times.sorted { ($0.time, $0.isReached ? 0 : 1) < ($1.time, $1.isReached ? 0 : 1) }
    var mass = sorted.map { _ in 1 / Double(sorted.count) }
    for index in sorted.indices where !sorted[index].isReached && index + 1 < sorted.count {
      let part = mass[index] / Double(sorted.count - index - 1)
      mass[index] = 0
      for later in (index + 1)..<sorted.count { mass[later] += part }
    }
    return 1 - zip(sorted, mass).filter { $0.0.isReached && $0.0.time <= time }.reduce(0) { $0 + $1.1 }
  }

  private static func group(_ dice: inout MeasureDice, _ count: Int) -> [SurvivalTime] {
    (0..<count).map { _ in SurvivalTime(Double(dice.int(0...12)), isReached: dice.int(0...2) > 0) }
  }

  @Test(arguments: 0..<60)
  func agreesWithRedistribution(seed: Int) throws {
    var dice = MeasureDice(seed)
    let times = Self.group(&dice, dice.int(1...25))
    let curve = try SurvivalCurve(times)
    for half in 0...26 {
      guard let share = curve.survival(at: Double(half) / 2) else { continue }
      #expect(isNear(share, Self.redistributed(times, at: Double(half) / 2), 1e-12))
    }
    #expect(try SurvivalCurve(times.shuffled(using: &dice)) == curve)
    var last = (earliest: -1.0, latest: -1.0)
    for percent in stride(from: 5, to: 100, by: 5) {
      let ends = try curve.timeInterval(toShare: Double(percent) / 100, confidence: 0.9)
      #expect(ends.earliest ?? .infinity >= last.earliest && ends.latest ?? .infinity >= last.latest)
      last = (ends.earliest ?? .infinity, ends.latest ?? .infinity)
    }
  }

  @Test func logRankOfLeukaemia() throws {
    let test = try LogRank([Self.treated, Self.untreated])
    #expect(test.observed == [9, 21] && test.degreesOfFreedom == 1)
    #expect(isNear(test.expected[0], 19.25050094803113, 1e-9) && isNear(test.expected[1], 10.74949905196887, 1e-9))
    #expect(isNear(test.statistic, 16.792940989216536, 1e-9))
    #expect(isNear(test.pValue, 4.168809109334529e-05, 1e-13))
  }

  /// (O − E)²/V, counted anew at each time.
  private static func slowStatistic(_ a: [SurvivalTime], _ b: [SurvivalTime]) -> Double? {
    var (difference, variance) = (0.0, 0.0)
    for time in Set((a + b).filter(\.isReached).map(\.time)).sorted() {
      let n1 = Double(a.filter { $0.time >= time }.count)
      let n = n1 + Double(b.filter { $0.time >= time }.count)
      let d1 = Double(a.filter { $0.time == time && $0.isReached }.count)
      let d = d1 + Double(b.filter { $0.time == time && $0.isReached }.count)
      difference += d1 - d * n1 / n
      if n > 1 { variance += d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1) }
    }
    return variance > 1e-9 ? difference * difference / variance : nil
  }

  @Test(arguments: 0..<60)
  func logRankAgreesWithItsDefinition(seed: Int) throws {
    var dice = MeasureDice(seed)
    let a = Self.group(&dice, dice.int(1...20))
    let b = Self.group(&dice, dice.int(1...20))
    let c = Self.group(&dice, dice.int(5...20))
    guard let slow = Self.slowStatistic(a, b) else {
      #expect(throws: SurvivalError.nothingToCompare) { try LogRank([a, b]) }
      return
    }
    let test = try LogRank([a, b])
    #expect(isNear(test.statistic, slow, 1e-9 * max(1, slow)))
    #expect(try isNear(LogRank([b, a]).statistic, slow, 1e-9 * max(1, slow)))
    // With three groups it must not matter which one is left out of the equations.
    if let three = try? LogRank([a, b, c]), let turned = try? LogRank([c, a, b]) {
      #expect(three.degreesOfFreedom == 2)
      #expect(isNear(turned.statistic, three.statistic, 1e-8 * max(1, three.statistic)))
      #expect(isNear(three.expected.reduce(0, +), Double(three.observed.reduce(0, +)), 1e-9))
    }
  }

  @Test func groupsAlikeAreRarelyFarApart() throws {
    var dice = MeasureDice(7)
    var low = 0
    for _ in 0..<400 {
      let test = try LogRank([Self.group(&dice, 30), Self.group(&dice, 40)])
      low += test.pValue < 0.05 ? 1 : 0
    }
    #expect((8...36).contains(low), "\(low) of 400 below 5 %")
  }

  @Test func refusesTimesThatAreNone() {
    #expect(throws: SurvivalError.nobody(group: 0)) { try SurvivalCurve([]) }
    #expect(throws: SurvivalError.nobody(group: 1)) { try LogRank([Self.treated, []]) }
    #expect(throws: SurvivalError.tooFewGroups) { try LogRank([Self.treated]) }
    #expect(throws: SurvivalError.tooFewGroups) { try LogRank([]) }
    for time in [-1, Double.nan, .infinity, -.infinity] {
      let times = [SurvivalTime(1, isReached: true), SurvivalTime(time, isReached: true)]
      #expect(throws: SurvivalError.invalidTime(group: 0, index: 1)) { try SurvivalCurve(times) }
      #expect(throws: SurvivalError.invalidTime(group: 1, index: 1)) { try LogRank([Self.treated, times]) }
    }
    let watched = [SurvivalTime(4, isReached: false)]
    #expect(throws: SurvivalError.nothingToCompare) { try LogRank([watched, watched]) }
    for share in [0, 1, -1, Double.nan] {
      #expect(throws: SurvivalError.invalidShare) { try SurvivalCurve(watched).time(toShare: share) }
      #expect(throws: SurvivalError.invalidShare) { try SurvivalCurve(watched).timeInterval(toShare: share) }
      #expect(throws: SurvivalError.invalidShare) { try SurvivalCurve(watched).interval(at: 1, confidence: share) }
    }
  }
}
