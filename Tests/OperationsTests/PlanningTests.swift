import Foundation
import Operations
import Slipway
import Testing

/// Plans, baselines, wave proposals and forecasts as they are asked for.
@Suite struct PlanningTests {
  private static let document =
    Shop.document
    .replacing("{id: contract, phase: build, estimate: 3d,", with: "{id: contract, phase: build, \(estimate),")
    .replacing("{id: install, phase: build, estimate: 3d,", with: "{id: install, phase: build, \(estimate),")
      + """
        planning:
          earliest: 2026-04-06
          opens-on: [mon, tue, wed]
          soak: 2w
          first-wave: {at-most: 60 %}
          training-within: 2w
          capacities:
            - {id: seats, name: Seats, per-week: 5, per-person: 1, during: training}
      resources: [{id: fitter, name: Fitter, cost-per-day: 400.00}]
      risks:
        - id: late
          probability: 30 %
          impact-days: 60
          affects: [install]
          mitigated: {probability: 0 %, impact-days: 0, costs: 50.00}

      """
  private static let estimate = "estimate: {optimistic: 2d, likely: 3d, pessimistic: 6d}, needs: [fitter]"

  private static func bytes(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(value)
  }

  // MARK: The plan

  @Test func aBaselineIsWhatLaterDatesAreComparedWith() async throws {
    let shop = try await Shop.furnished(Self.document)
    let first = try await shop.ask(ShowPlan())
    #expect(first.baseline == nil && first.baselineCost == nil)
    #expect(first.items.allSatisfy { $0.daysLate == nil && $0.baselineFinish == nil })
    let agreed = try await shop.ask(SetBaseline(title: "Board, March"), as: Shop.manager)
    #expect(agreed.number == 1 && agreed.items == 3 && agreed.waves == 2 && agreed.finish == first.finish)
    let same = try await shop.ask(ShowPlan())
    #expect(same.baseline == "Board, March" && same.baselineCost == first.cost)
    #expect(same.items.map(\.daysLate) == [0, 0, 0] && same.waves.map(\.daysLate) == [0, 0])
    #expect(same.items.map(\.baselineFinish) == first.items.map(\.finish))

    // A week passes and nothing begins.
    try await shop.reach(.at("2026-03-27T10:00:00Z"))
    let later = try await shop.ask(ShowPlan())
    #expect(later.items.map(\.daysLate) == [7, 7, 7])
    #expect(later.items.map(\.baselineFinish) == first.items.map(\.finish))
    try await shop.apply(Self.document.replacing("opens: 2026-05-04", with: "opens: 2026-05-07"))
    #expect(try await shop.ask(ShowPlan()).waves.map(\.daysLate) == [0, 3])

    let again = try await shop.ask(SetBaseline(title: "Board, April"))
    #expect(again.number == 2)
    #expect(try await shop.ask(ShowPlan()).items.map(\.daysLate) == [0, 0, 0])
    let lines = try await shop.ask(ShowJournal(limit: 50)).entries.map(\.sentence)
    #expect(lines.contains { $0.contains("Board, March") } && lines.contains { $0.contains("Board, April") })
  }

  @Test func onlyWhoMayReviseAgreesOnABaseline() async throws {
    let shop = try await Shop.furnished(Self.document)
    let head = try shop.store.head()
    for actor in [Shop.rosa, Shop.felix, .account("pia")] {
      #expect(await problem { try await shop.ask(SetBaseline(title: "mine"), as: actor) } == .notAllowed)
    }
    #expect(await problem { try await shop.ask(SetBaseline(title: " \n")) } == .malformedRequest)
    let long = String(repeating: "x", count: 201)
    #expect(await problem { try await shop.ask(SetBaseline(title: long)) } == .malformedRequest)
    #expect(try shop.store.head() == head)
    _ = try await shop.ask(SetBaseline(title: String(repeating: "x", count: 200)), as: Shop.manager)
  }

  @Test func aPlanWithoutDatesIsNotAgreedOn() async throws {
    let latest = "not-after: 2026-04-20"
    let never = Self.document
      .replacing("{id: install, phase: build,", with: "{id: install, phase: build, must-start: 2026-04-20,")
      .replacing("{id: release, phase: build,", with: "{id: release, phase: build, after: install, \(latest),")
    let shop = try await Shop.furnished(never)
    let plan = try await shop.ask(ShowPlan())
    #expect(plan.obstacle != nil && plan.items.isEmpty && plan.finish == nil)
    #expect(await problem { try await shop.ask(SetBaseline(title: "x")) } == .wrongPhase)
    #expect(await problem { try await shop.ask(Simulate()) } == .wrongPhase)
    #expect(await problem { try await shop.ask(ShowMarginalValues()) } == .wrongPhase)
  }

  @Test func theSameCommandTwiceIsOneBaseline() async throws {
    let shop = try await Shop.furnished(Self.document)
    let first = try await shop.ask(SetBaseline(title: "once"), as: Shop.manager, key: "k")
    let second = try await shop.ask(SetBaseline(title: "once"), as: Shop.manager, key: "k")
    #expect(first.number == 1 && second.number == 1)
  }

  @Test func onePersonMoreIsWorthWhatPlanningAgainSays() async throws {
    let shop = try await Shop.furnished(Self.document)
    let reply = try await shop.ask(ShowMarginalValues())
    let line = try #require(reply.lines.first)
    #expect(reply.lines.count == 1 && line.resource == "fitter" && line.minutesEarlier > 0)
    #expect(reply.finish == (try await shop.ask(ShowPlan())).finish)
    try await shop.apply(Self.document.replacing("name: Fitter,", with: "name: Fitter, capacity: 2,"))
    #expect(try await shop.ask(ShowPlan()).finish == line.finish)
  }

  @Test(arguments: [0, -1, 100_001])
  func aSearchHasAtLeastOneScheduleAndNotTooMany(_ schedules: Int) async throws {
    let shop = try await Shop.furnished(Self.document)
    #expect(await problem { try await shop.ask(ShowPlan(schedules: schedules)) } == .malformedRequest)
  }

  // MARK: Waves

  @Test func wavesAreProposedAndTheDraftCanBeApplied() async throws {
    let shop = try await Shop.furnished(Self.document)
    let head = try shop.store.head()
    let view = try await shop.ask(PlanWaves(draft: true, frontier: true, marginal: true, schedules: 400))
    #expect(try shop.store.head() == head, "looking changes nothing")
    #expect(view.verdict == "planned" && view.headcount == 10 && view.audiences == 2)
    let plan = try #require(view.plan)
    #expect(plan.waves.map(\.headcount) == [5, 5])
    #expect(plan.waves.allSatisfy { $0.opens >= "2026-04-06" && !$0.isBegun })
    #expect(plan.waves.flatMap(\.audiences).sorted() == ["bakers", "sellers"])
    #expect(plan.training.reduce(0) { $0 + $1.amount } == 10_000)
    #expect(plan.usage.allSatisfy { $0.weeks.allSatisfy { $0.used <= $0.limit } })
    #expect(!view.frontier.isEmpty && view.marginal.map(\.capacity) == ["seats"])
    let draft = try #require(view.document)
    try await shop.apply(draft, as: Shop.manager)
    let status = try await shop.ask(ShowStatus())
    #expect(status.waves.map(\.id) == ["first", "second"])
    #expect(status.waves.map(\.opens) == plan.waves.map(\.opens))
    // What has been applied is what would be proposed.
    let again = try await shop.ask(PlanWaves(schedules: 400))
    #expect(again.plan?.waves.map(\.opens) == plan.waves.map(\.opens) && again.plan?.movedPeople == 0)
  }

  @Test func theSameSeedProposesTheSame() async throws {
    let shop = try await Shop.furnished(Self.document)
    let asked = PlanWaves(draft: true, schedules: 200, seed: 5)
    #expect(try Self.bytes(try await shop.ask(asked)) == Self.bytes(try await shop.ask(asked)))
  }

  @Test func whatCannotBeNamesWhatWouldHaveToGiveWay() async throws {
    let shop = try await Shop.furnished(Self.document)
    let view = try await shop.ask(PlanWaves(draft: true, schedules: 200, finishBy: "2026-04-08"))
    #expect(view.verdict == "infeasible" && view.plan == nil && view.document == nil)
    #expect(!view.conflicts.isEmpty && !view.concessions.isEmpty)
    #expect(view.concessions.allSatisfy { !$0.relaxations.isEmpty && $0.last >= "2026-04-06" })
    let enough = try await shop.ask(PlanWaves(schedules: 200, finishBy: "2026-12-31"))
    #expect(enough.verdict == "planned")
  }

  @Test func badQuestionsAboutWavesAreRefused() async throws {
    let shop = try await Shop.furnished(Self.document)
    for asked in [
      PlanWaves(schedules: 0), PlanWaves(schedules: 200_001), PlanWaves(seed: -1), PlanWaves(finishBy: "soon"),
      PlanWaves(finishBy: "2026-02-30"),
    ] {
      #expect(await problem { try await shop.ask(asked) } == .malformedRequest)
    }
    let silent = try await Shop.furnished()
    #expect(await problem { try await silent.ask(PlanWaves()) } == .unknownSubject)
  }

  // MARK: Forecasts

  @Test func theSameSeedGivesTheSameBytes() async throws {
    let shop = try await Shop.furnished(Self.document)
    let asked = Simulate(samples: 800, seed: 7, mitigationBudget: 10_000)
    let first = try await shop.ask(asked)
    #expect(try Self.bytes(first) == Self.bytes(try await shop.ask(asked)))
    let other = try await shop.ask(Simulate(samples: 800, seed: 8, mitigationBudget: 10_000))
    #expect(first.before.finish.mean != other.before.finish.mean)
    #expect(first.samples == 800 && first.stop == "maximum" && first.seed == 7)
    #expect(first.before.milestones.map(\.id) == ["implementation", "first", "second", "rollout"])
    #expect(first.before.risks.map(\.id) == ["late"] && first.after != nil)
    #expect(first.mitigations?.risks == ["late"] && first.mitigations?.cost == 5_000)
    #expect(first.before.finish.p10 <= first.before.finish.p50 && first.before.finish.p50 <= first.before.finish.p90)
    let free = try await shop.ask(Simulate(samples: 800, seed: 7, mitigationBudget: 0))
    #expect(free.mitigations?.risks == [])
  }

  @Test func withoutANumberItDrawsUntilTheFiguresStand() async throws {
    let shop = try await Shop.furnished(Self.document)
    let view = try await shop.ask(Simulate())
    #expect(view.stop == "converged" && view.before.finish.errorDays <= 0.25)
  }

  @Test func badQuestionsAboutForecastsAreRefused() async throws {
    let shop = try await Shop.furnished(Self.document)
    for asked in [Simulate(samples: 0), Simulate(samples: 200_001), Simulate(seed: -1), Simulate(mitigationBudget: -1)]
    {
      #expect(await problem { try await shop.ask(asked) } == .malformedRequest)
    }
  }
}
