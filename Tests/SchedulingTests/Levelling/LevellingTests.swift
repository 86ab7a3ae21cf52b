import Scheduling
import Testing

@Suite struct LevellingTests {
  @Test(arguments: 1...30)
  func plansKeepEverythingMinuteByMinute(_ seed: Int) throws {
    let sample = try RandomCrew(seed, count: 2 + seed % 13, isFree: seed.isMultiple(of: 3))
    let network = try sample.network()
    let plan = try Levelling.level(
      network, crew: sample.crew, statusDate: sample.random.statusDate, search: .init(schedules: 1 + seed % 30))
    let check = SlowCrewCheck(
      slow: try RandomCrew.fixture.get().slow, activities: sample.random.activities,
      dependencies: sample.random.dependencies, crew: sample.crew, statusDate: sample.random.statusDate)
    #expect(check.violations(plan) == [])
    let bound = try #require(plan.lowerBound)
    let finish = try #require(plan.finish)
    #expect(bound <= finish)
    #expect(plan.schedules <= 1 + seed % 30)
  }
}
