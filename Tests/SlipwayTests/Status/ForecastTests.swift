import Scheduling
import Testing

@testable import Slipway

/// Both stages as a simulation: what can be worked out by hand comes out.
struct ForecastTests {
  private static func forecast(_ sample: SampleProgramme, at: String = "2026-03-02T09:00Z") throws -> Forecast {
    let journal = Journal(sample, perDepartment: 1)
    return try forecast(journal, at: at)
  }

  private static func forecast(_ journal: Journal, at: String = "2026-03-02T09:00Z") throws -> Forecast {
    let status = try journal.status(at: .at(at))
    return try #require(try Forecast(journal.state, status, PlanStatus.derive(journal.state, status)))
  }

  private static func run(_ forecast: Forecast, seed: UInt64 = 1) throws -> SimulationReport {
    try Simulation(forecast.model).run(SimulationOptions(seed: seed, maximumSamples: 4_000, minimumSamples: 4_000))
  }

  private static func sample(_ items: [String], _ extra: String = "") -> SampleProgramme {
    var sample = SampleProgramme()
    sample.items = items
    sample.extra = extra
    return sample
  }

  private static let risk =
    "{id: late, probability: 30 %, impact-days: 10, affects: [plan], impact-cost: 100.00, "
    + "mitigated: {probability: 10 %, impact-days: 10, costs: 50.00}}"

  @Test(arguments: [UInt64(1), 2, 3])
  func aRiskOfThirtyPerCentOfTenDaysIsThreeDays(seed: UInt64) throws {
    let item = "{id: plan, phase: build, estimate: 5d, cost: 1000.00}"
    let calm = try Self.run(try Self.forecast(Self.sample([item])), seed: seed)
    let risky = try Self.forecast(Self.sample([item], "risks: [\(Self.risk)]"))
    #expect(risky.milestones.first == .implementation && risky.risks == [0])
    let report = try Self.run(risky, seed: seed)
    let calmEnd = calm.before.milestones[0].finish
    #expect(Timestamp(seconds: Int64(calmEnd.p50)) == .at("2026-03-06T17:00Z"))
    #expect(calmEnd.standardDeviation == 0)
    func workingDays(_ outcome: SimulationOutcome) -> Double {
      // Ten working days from a weekday on are two weeks.
      (outcome.milestones[0].finish.mean - calmEnd.mean) / 86_400 * 5 / 7
    }
    #expect(abs(workingDays(report.before) - 3) < 0.1, "\(workingDays(report.before))")
    let after = try #require(report.after)
    #expect(abs(workingDays(after) - 1) < 0.1, "\(workingDays(after))")
    // 1000 for the item, and 100 in three samples of ten; mitigated, 50 in all and 100 in one of ten.
    #expect(abs(report.before.cost.mean - 103_000) < 200)
    #expect(abs(after.cost.mean - 106_000) < 200)
    #expect(abs(report.before.risks[0].frequency - 0.3) < 0.01)
  }

  @Test func aRiskThatNamesNothingHitsTheEndOfItsStage() throws {
    let items = ["{id: plan, phase: build, estimate: 5d}", "{id: install, phase: build, estimate: 5d, after: plan}"]
    let risks =
      "risks: [{id: a, probability: 50 %, impact-days: 1}, "
      + "{id: b, stage: rollout, probability: 50 %, impact-days: 1}]"
    let forecast = try Self.forecast(Self.sample(items, risks))
    try #require(forecast.model.risks.count == 2)
    #expect(forecast.model.risks[0].activities.map { forecast.activities[$0] } == [.item("install")])
    #expect(forecast.model.risks[1].activities.map { forecast.activities[$0] } == [.wave("rest")])
  }

  @Test func wavesWaitForTheWorkAndForEachOther() throws {
    let short = try Self.forecast(Self.sample(["{id: plan, phase: build, estimate: 5d}"]))
    #expect(short.milestones == [.implementation, .wave("pilot"), .wave("rest"), .rollout])
    let early = try Self.run(short).before.milestones.map(\.finish.p50)
    // Opens on Monday 30 March at nine in London, and lets everybody in over three days.
    #expect(Timestamp(seconds: Int64(early[1])) == .at("2026-04-02T08:00Z"))
    #expect(early[3] == early[2] && early[2] > early[1])
    let long = try Self.forecast(Self.sample(["{id: plan, phase: build, estimate: 40d}"]))
    let late = try Self.run(long).before.milestones.map(\.finish.p50)
    // Forty working days end on Friday 24 April; the next staffed morning is that of Monday.
    #expect(Timestamp(seconds: Int64(late[0])) == .at("2026-04-24T16:00Z"))
    #expect(Timestamp(seconds: Int64(late[1])) == .at("2026-04-30T08:00Z"))
    #expect(late[2] > late[1])
    #expect(Self.isAfter(long, .wave("rest"), .wave("pilot")))
  }

  private static func isAfter(
    _ forecast: Forecast, _ later: Forecast.Subject, _ earlier: Forecast.Subject
  ) -> Bool {
    forecast.model.network.dependencies.contains {
      forecast.activities[$0.successor] == later && forecast.activities[$0.predecessor] == earlier
    }
  }

  @Test func wavesOpenOutsideFreezesAndHolidaysOnly() throws {
    var sample = Self.sample(["{id: plan, phase: build, estimate: 5d}"])
    sample.freezes = ["{id: end, name: Year end, from: 2026-03-30, to: 2026-04-02, kinds: [admission]}"]
    sample.extra = "calendars: [{id: standard, holidays: [2026-04-03, 2026-04-06]}]"
    let report = try Self.run(try Self.forecast(sample))
    #expect(Timestamp(seconds: Int64(report.before.milestones[1].finish.p50)) == .at("2026-04-10T08:00Z"))
  }

  @Test func whatIsDoneIsCertain() throws {
    var journal = Journal(
      Self.sample([
        "{id: plan, phase: build, estimate: {optimistic: 1d, likely: 3d, pessimistic: 9d}}",
        "{id: install, phase: build, estimate: {optimistic: 1d, likely: 3d, pessimistic: 9d}, after: plan}",
      ]), perDepartment: 1)
    let before = try Self.run(try Self.forecast(journal))
    journal.pass(.item("plan"), kind: .attested, at: .at("2026-03-04T17:00Z"))
    let after = try Self.run(try Self.forecast(journal, at: "2026-03-04T17:00Z"), seed: 1)
    let spreads = [before, after].map { $0.before.milestones[0].finish.standardDeviation }
    #expect(spreads[1] > 0 && spreads[1] < spreads[0])
    #expect(after.before.activities[0].criticality == 0)
  }

  @Test func theSameSeedDrawsTheSame() throws {
    let sample = Self.sample(
      ["{id: plan, phase: build, estimate: {optimistic: 1d, likely: 3d, pessimistic: 9d}}"], "risks: [\(Self.risk)]")
    let forecast = try Self.forecast(sample)
    #expect(try Self.run(forecast, seed: 7) == Self.run(forecast, seed: 7))
    #expect(try Self.run(forecast, seed: 7) != Self.run(forecast, seed: 8))
  }

  @Test func withoutDatesThereIsNoForecast() throws {
    let journal = Journal(Self.sample([]), perDepartment: 1)
    let status = try journal.status()
    #expect(try Forecast(journal.state, status, PlanStatus.derive(journal.state, status)) == nil)
  }
}
