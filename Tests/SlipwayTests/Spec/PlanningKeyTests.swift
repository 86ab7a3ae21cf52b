import Scheduling
import Testing

@testable import Slipway

/// What is written about people, money, risks and waves arrives as what it means.
@Suite struct PlanningKeyTests {
  private static let programme = Result { try ProgrammeReader.read(Specimen.text).programme }

  private static func date(_ text: String) -> CivilDate { CivilDate(text) ?? .earliest }

  @Test func anItemSaysWhomItNeedsAndWhen() throws {
    let items = try Self.programme.get().implementation.items
    let accept = try #require(items.first { $0.id == "accept" })
    #expect(
      accept.needs == [
        .resource("lead", amount: 1), .resource("room", amount: 2), .skill("wiring", count: 1),
      ])
    #expect(accept.cost.minorUnits == 25_000)
    #expect(accept.notAfter == Self.date("2026-05-04") && accept.mustStart == Self.date("2026-04-20"))
    #expect(accept.asLateAsPossible && !accept.isEffort)
    let move = try #require(items.first { $0.id == "move" })
    #expect(move.isEffort && !move.asLateAsPossible && move.cost.minorUnits == 0)
    #expect(move.needs == [.skill("wiring", count: 2)])
    // Days of the first calendar, which has seven hours; elapsed ones have twenty-four.
    #expect(move.estimate == Estimate(optimistic: 840, likely: 1_680, pessimistic: 3_360))
    #expect(
      move.dependencies == [WorkItem.Link(item: "accept", kind: .finishStart, lagMinutes: 4_320, isElapsed: true)])
    let install = try #require(items.first { $0.id == "install" })
    #expect(install.needs.isEmpty && install.notAfter == nil && install.mustStart == nil && !install.isEffort)
    #expect(
      install.dependencies == [WorkItem.Link(item: "order", kind: .finishStart, lagMinutes: 420, isElapsed: false)])
  }

  @Test(arguments: [("lag: -2d, elapsed: true", -2_880), ("lag: -2d", -840), ("elapsed: true", 0)])
  func leadsAndLagsCountInTheirOwnDays(_ written: String, _ minutes: Int) throws {
    let text = Specimen.text.replacing("lag: 3d, elapsed: true", with: written)
    let move = try #require(try ProgrammeReader.read(text).programme.implementation.items.last)
    #expect(move.dependencies.map(\.lagMinutes) == [minutes])
  }

  @Test func meansHaveSkillsPricesAndAbsences() throws {
    let resources = try Self.programme.get().context.resources
    let lead = try #require(resources.first { $0.id == "lead" })
    #expect(lead.skills == ["wiring"] && lead.costPerDay?.minorUnits == 48_000 && lead.calendar == "shop")
    #expect(
      lead.absences == [
        Resource.Absence(name: "leave", first: Self.date("2026-04-07"), last: Self.date("2026-04-10")),
        Resource.Absence(name: "absent", first: Self.date("2026-04-14"), last: Self.date("2026-04-14")),
      ])
    let room = try #require(resources.first { $0.id == "room" })
    #expect(room.skills.isEmpty && room.costPerDay == nil && room.absences.isEmpty && room.capacity == 4)
    let risk = try #require(try Self.programme.get().context.risks.first)
    #expect(risk.affects == ["install"] && risk.impactCost.minorUnits == 90_000)
    #expect(
      risk.mitigated == Risk.Mitigated(probability: 0.05, impactDays: 2, costs: Money(minorUnits: 6_000)))
  }

  @Test func planningSaysWhatWavesKeep() throws {
    let planning = try #require(try Self.programme.get().rollout.planning)
    #expect(planning.earliest == Self.date("2026-05-12") && planning.finishBy == Self.date("2026-09-30"))
    #expect(planning.weekdays == [3, 4] && planning.soakDays == 14 && planning.trainingWithinDays == 21)
    #expect(planning.firstWave == WavePlanning.FirstWave(atMostThousandths: 625, covers: [.internal]))
    #expect(planning.growthThousandths == 2_500 && planning.perSite == 1 && planning.waves == 5)
    #expect(
      planning.launchWindow
        == WavePlanning.LaunchWindow(
          first: Self.date("2026-05-25"), last: Self.date("2026-06-19"), valuePerWeek: Money(minorUnits: 75_000)))
    try #require(planning.capacities.map(\.id) == ["seats", "helpers", "doors"])
    let seats = planning.capacities[0]
    #expect(seats.perWeek == 12_500 && seats.perPerson == 1_000 && seats.sides == [.internal, .partners])
    // In the order of their days, whatever the order in the document.
    #expect(seats.changes.map(\.from) == [Self.date("2026-06-01"), Self.date("2026-07-06")])
    #expect(seats.changes.map(\.perWeek) == [8_000, 20_000])
    #expect(planning.capacities.map(\.use) == [.training, .hypercare(halfLifeWeeks: 2), .goLive])
    #expect(planning.capacities[1].perPerson == 250 && planning.capacities[1].sides.isEmpty)
    try #require(planning.units.map(\.audience) == ["sellers", "bakers"])
    #expect(planning.units[0].ready == Self.date("2026-05-18") && planning.units[0].risk == 30)
    #expect(planning.units[0].site == "high-street" && planning.units[0].apart == ["bakers"])
    #expect(planning.units[1].after == [WavePlanning.Unit.Precedence(audience: "sellers", gapDays: 10)])
  }

  @Test func whatIsLeftOutOfPlanningLimitsNothing() throws {
    var sample = SampleProgramme()
    sample.extra = "  planning: {}"
    let programme = try ProgrammeReader.read(sample.document).programme
    let planning = try #require(programme.rollout.planning)
    #expect(planning.earliest == nil && planning.finishBy == nil && planning.launchWindow == nil)
    #expect(planning.weekdays == [1, 2, 3, 4, 5] && planning.soakDays == 7 && planning.trainingWithinDays == 28)
    #expect(planning.firstWave == WavePlanning.FirstWave(atMostThousandths: 1_000, covers: []))
    #expect(planning.growthThousandths == 1_000_000 && planning.perSite == nil && planning.waves == nil)
    #expect(planning.capacities.isEmpty && planning.units.isEmpty)
    #expect(try ProgrammeReader.read(SampleProgramme().document).programme.rollout.planning == nil)
  }
}
