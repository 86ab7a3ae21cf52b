import SequentialTests
import Testing

@testable import Slipway

struct AdoptionReportTests {
  /// A department in which everybody is let in and trained.
  private static func department(
    _ key: Key<Audience>, people: Int, activated: Int, active: Int? = nil, old: Int = 0
  ) -> AudienceUse {
    let active = active ?? activated
    return AudienceUse(
      audience: key, headCount: people, live: people, trained: people, eligible: people, activated: activated,
      activeByDay: [Int](repeating: active / 2, count: 20), activeInWeek: active * 3 / 4, activeInMonth: active,
      coreActionsNew: 10 * active, coreActionsOld: old, featuresUsed: 3, featuresAvailable: 8)
  }

  private static func error(_ uses: [AudienceUse], least: Int = 5, confidence: Double = 0.95) -> AdoptionError? {
    do throws(AdoptionError) {
      _ = try AdoptionReport(uses, least: least, confidence: confidence)
      return nil
    } catch {
      return error
    }
  }

  @Test func theLaggardUnderAGoodMeanComesFirst() throws {
    let report = try AdoptionReport([
      Self.department("billing", people: 400, activated: 390), Self.department("claims", people: 40, activated: 4),
      Self.department("sales", people: 360, activated: 342), Self.department("board", people: 3, activated: 1),
    ])
    let mean = try #require(report.overall.activation.value)
    #expect(mean.part == 736 && mean.whole == 800 && mean.share == 0.92)
    #expect(report.audiences.map(\.audience) == ["claims", "sales", "billing", "board"])
    #expect(report.audiences[0].measures.activation.value?.share == 0.1)
    #expect(report.laggards(below: 0.8).map(\.audience) == ["claims"])
    #expect(report.eligibleLeftOut == 3)
  }

  @Test func figuresOfASmallTeamAreWithheld() throws {
    let report = try AdoptionReport([
      Self.department("board", people: 3, activated: 1, old: 7), Self.department("sales", people: 50, activated: 40),
    ])
    let board = try #require(report.audiences.first { $0.audience == "board" })
    let withheld = Withheld(least: 5)
    #expect(board.measures.activation == .withheld(withheld) && board.measures.activated == .withheld(withheld))
    #expect(board.measures.reach == .withheld(withheld) && board.measures.residualUse == .withheld(withheld))
    #expect(board.measures.stickiness == .withheld(withheld) && board.measures.weeklyStickiness == .withheld(withheld))
    #expect(board.measures.depth == .withheld(withheld))
    #expect(board.headCount == 3 && board.eligible == 3, "who is let in and trained is no secret to its manager")
    #expect("\(withheld)" == "withheld: fewer than 5 people")
    // Nothing that was counted of the three is anywhere in what a view gets, and the whole less the parts is nothing.
    #expect(report.overall.activation.value?.whole == 50 && report.overall.activation.value?.part == 40)
    #expect(report.small.activation == .withheld(withheld))
    let other = try AdoptionReport([
      Self.department("board", people: 3, activated: 3), Self.department("sales", people: 50, activated: 40),
    ])
    #expect(other == report)
  }

  @Test func smallTeamsCountTogether() throws {
    let report = try AdoptionReport([
      Self.department("board", people: 3, activated: 1), Self.department("legal", people: 4, activated: 4),
      Self.department("sales", people: 50, activated: 40),
    ])
    #expect(report.small.activation.value?.part == 5 && report.small.activation.value?.whole == 7)
    #expect(report.overall.activation.value?.part == 45 && report.overall.activation.value?.whole == 57)
    #expect(report.eligibleLeftOut == 0)
    #expect(report.audiences.map(\.audience) == ["sales", "board", "legal"], "their place tells nothing")
    let few = try AdoptionReport([
      Self.department("board", people: 2, activated: 1), Self.department("legal", people: 2, activated: 1),
    ])
    #expect(few.small.activation == .withheld(Withheld(least: 5)) && few.overall == few.small)
    #expect(few.eligibleLeftOut == 4)
    let none = try AdoptionReport([Self.department("sales", people: 50, activated: 40)])
    #expect(none.small.activation == .missing(.noSmallGroups))
    let fine = try AdoptionReport([Self.department("board", people: 2, activated: 1)], least: 1)
    #expect(fine.audiences[0].measures.activation.value?.share == 0.5)
  }

  @Test func everyFigureHasItsOwnPeople() throws {
    // Forty people, but only three of them are eligible, or active, or outside the eligible.
    var few = Self.department("a", people: 40, activated: 3)
    few.eligible = 3
    var measures = try AdoptionReport([few]).audiences[0].measures
    #expect(measures.activation == .withheld(Withheld(least: 5)) && measures.reach.value?.whole == 40)
    #expect(measures.stickiness == .withheld(Withheld(least: 5)), "three were active")
    few = Self.department("a", people: 40, activated: 30)
    few.eligible = 37
    few.activatedOfAll = 32
    measures = try AdoptionReport([few]).audiences[0].measures
    #expect(measures.activation.value?.part == 30)
    #expect(measures.reach == .withheld(Withheld(least: 5)), "two of the other three could be found by subtraction")
    few = Self.department("a", people: 40, activated: 0)
    few.live = 4
    few.eligible = 4
    measures = try AdoptionReport([few]).audiences[0].measures
    #expect(measures.depth == .withheld(Withheld(least: 5)), "that nobody of four was active tells of each")
    #expect(measures.residualUse == .withheld(Withheld(least: 5)))
  }

  @Test func figures() throws {
    let use = AudienceUse(
      audience: "a", headCount: 100, live: 80, trained: 90, eligible: 75, activated: 60, activatedOfAll: 62,
      activeByDay: [20, 30, 40, 10], activeInWeek: 45, activeInMonth: 50, coreActionsNew: 900, coreActionsOld: 100,
      featuresUsed: 6, featuresAvailable: 8)
    let measures = try AdoptionReport([use]).audiences[0].measures
    #expect(measures.activation.value?.share == 0.8 && measures.activated == .known(60))
    #expect(measures.activation.value == (try ShareEstimate(60, of: 75)))
    #expect(measures.reach.value?.share == 0.62)
    #expect(measures.stickiness == .known(0.5) && measures.weeklyStickiness == .known(0.9))
    #expect(measures.depth == .known(0.75) && measures.residualUse == .known(0.1))
  }

  @Test func whatDoesNotExistIsNotZero() throws {
    let planned = AudienceUse(audience: "b", headCount: 30, coreActionsOld: 500)
    let measures = try AdoptionReport([planned]).audiences[0].measures
    #expect(measures.activation == .missing(.nobodyEligible) && measures.activation.value == nil)
    #expect(measures.weeklyStickiness == .missing(.nobodyLive) && measures.depth == .missing(.noFeatures))
    #expect(measures.stickiness == .missing(.notCounted) && measures.residualUse == .known(1))
    let idle = AudienceUse(
      audience: "b", headCount: 30, live: 30, trained: 30, eligible: 30, activeByDay: [0, 0], featuresAvailable: 4)
    let still = try AdoptionReport([idle]).audiences[0].measures
    #expect(still.activation.value?.share == 0 && still.stickiness == .missing(.nobodyActive))
    #expect(still.depth == .missing(.nobodyActive) && still.residualUse == .missing(.noActions))
    let nobody = try AdoptionReport([])
    #expect(nobody.overall.activation == .missing(.nobodyInIt) && nobody.audiences.isEmpty)
    let empty = try AdoptionReport([AudienceUse(audience: "c", headCount: 0)])
    #expect(empty.overall.reach == .missing(.nobodyInIt))
  }

  @Test func orderDependsOnFiguresOnly() throws {
    let uses = [
      Self.department("a", people: 10, activated: 5), Self.department("b", people: 40, activated: 20),
      Self.department("c", people: 40, activated: 20), AudienceUse(audience: "aa", headCount: 9),
      Self.department("0", people: 2, activated: 0), Self.department("d", people: 10, activated: 9),
    ]
    let report = try AdoptionReport(uses)
    #expect(report.audiences.map(\.audience) == ["b", "c", "a", "d", "aa", "0"])
    for shift in uses.indices {
      #expect(try AdoptionReport(Array(uses[shift...] + uses[..<shift])) == report)
    }
  }

  @Test func refusesCountsThatAreNone() {
    let good = Self.department("a", people: 40, activated: 20)
    func wrong(_ change: (inout AudienceUse) -> Void) -> AdoptionError? {
      var use = good
      change(&use)
      return Self.error([Self.department("b", people: 9, activated: 9), use])
    }
    #expect(wrong { _ in } == nil)
    #expect(wrong { $0.headCount = -1 } == .invalidCount(audience: "a", count: .people))
    #expect(wrong { $0.headCount = .max } == .invalidCount(audience: "a", count: .people))
    #expect(wrong { $0.activeByDay[3] = -1 } == .invalidCount(audience: "a", count: .activeInADay))
    #expect(wrong { $0.activeByDay[3] = .max } == .invalidCount(audience: "a", count: .activeInADay))
    #expect(wrong { $0.coreActionsOld = .min } == .invalidCount(audience: "a", count: .actionsInOld))
    #expect(wrong { $0.coreActionsNew = .max } == .invalidCount(audience: "a", count: .actionsInNew))
    #expect(wrong { $0.live = 41 } == .exceeds(audience: "a", count: .live, whole: .people))
    #expect(wrong { $0.trained = 41 } == .exceeds(audience: "a", count: .trained, whole: .people))
    #expect(wrong { $0.live = 39 } == .exceeds(audience: "a", count: .eligible, whole: .live))
    #expect(wrong { $0.trained = 39 } == .exceeds(audience: "a", count: .eligible, whole: .trained))
    #expect(wrong { $0.eligible = 19 } == .exceeds(audience: "a", count: .activated, whole: .eligible))
    #expect(wrong { $0.activatedOfAll = 19 } == .exceeds(audience: "a", count: .activated, whole: .activatedOfAll))
    #expect(
      wrong { $0.activatedOfAll = 21 } == .exceeds(audience: "a", count: .othersActivated, whole: .notEligible))
    #expect(wrong { $0.activeInWeek = 21 } == .exceeds(audience: "a", count: .activeInAWeek, whole: .activeInAMonth))
    #expect(wrong { $0.activeByDay[19] = 16 } == .exceeds(audience: "a", count: .activeInADay, whole: .activeInAWeek))
    #expect(wrong { $0.activeByDay[0] = 21 } == .exceeds(audience: "a", count: .activeInADay, whole: .activeInAMonth))
    #expect(wrong { $0.featuresUsed = 9 } == .exceeds(audience: "a", count: .featuresUsed, whole: .features))
    #expect(wrong { $0.activeByDay += [0, 0, 0, 0, 0, 0, 0, 0, 0] } == .tooManyDays(audience: "a", days: 29))
    #expect(Self.error([good, good]) == .repeated(audience: "a"))
    #expect(Self.error([good], least: 0) == .invalidOptions)
    for confidence in [0, 1, .nan] { #expect(Self.error([good], confidence: confidence) == .invalidOptions) }
  }

  @Test func sumsStayInRange() {
    let most = 1_000_000_000
    func huge(_ index: Int) -> AudienceUse {
      AudienceUse(
        audience: Key("a\(index)"), headCount: most, live: most, trained: most, eligible: most, activated: most,
        activeByDay: [Int](repeating: most, count: 28), activeInWeek: most, activeInMonth: most,
        coreActionsNew: 1_000_000_000_000, coreActionsOld: 1_000_000_000_000, featuresUsed: most,
        featuresAvailable: most)
    }
    #expect(Self.error((0..<1_000).map(huge)) == nil)
    guard case .invalidCount(_, .people) = Self.error((0..<1_001).map(huge)) else {
      Issue.record("more people than there can be")
      return
    }
  }
}
