import Scheduling
import Testing

@Suite struct WaveReasonTests {
  /// Four units, one rule holding back each.
  @Test func eachWaveNamesWhatItWaitsFor() throws {
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 3, day: 2)), days: 60,
      units: [
        WaveUnit(id: "pilot", headCount: 10, readyDay: 3),
        WaveUnit(id: "ward", headCount: 20, segments: [1]),
        WaveUnit(id: "desk", headCount: 20),
        WaveUnit(id: "late", headCount: 5, readyDay: 40),
      ],
      calendars: [WaveDays(count: 60)])
    problem.closures = [WaveClosure(id: "month-end", days: [10..<13])]
    problem.relations = [WaveRelation(before: 0, after: 1, gap: 8)]
    problem.rules = WaveRules(firstShare: 200, growth: 2_000, soak: 5)
    problem.capacities = [
      WaveCapacity(
        id: "help", limits: [100, 100, 30], use: .around(firstWeek: 0, kernel: [1]), amounts: [10, 20, 20, 5])
    ]
    guard case .planned(let plan) = try WavePlanner(problem).plan() else {
      Issue.record("there is a plan")
      return
    }
    #expect(plan.proved)
    #expect(plan.finish == 40)
    let last = try #require(plan.waves.last)
    #expect(last.units == [3])
    #expect(last.reasons == [.readiness(unit: 3, day: 40)])
    #expect(last.sizeReasons == [.readiness(unit: 3, day: 40)])
    let first = try #require(plan.waves.first)
    #expect(first.units == [0])
    #expect(first.reasons == [.readiness(unit: 0, day: 3)])
    // Ward: eight days after the pilot is day 11, and that is month-end until day 13.
    let ward = try #require(plan.waves.first { $0.units.contains(1) })
    #expect(ward.day == 13)
    #expect(ward.reasons.contains(.closure(0, unit: 1)))
    #expect(!ward.reasons.contains(.goal))
    let wardSize = ward.sizeReasons
    #expect(!wardSize.isEmpty && !wardSize.contains(.goal))
  }

  @Test func utilisationAndGapAreTold() throws {
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 3, day: 2)), days: 40,
      units: [WaveUnit(id: "a", headCount: 6), WaveUnit(id: "b", headCount: 6)], calendars: [WaveDays(count: 40)])
    problem.capacities = [
      WaveCapacity(id: "seats", limits: [7], use: .before(window: 7, days: nil), amounts: [6, 6])
    ]
    problem.goal = .lexicographic([.finish])
    guard case .planned(let plan) = try WavePlanner(problem).plan() else {
      Issue.record("there is a plan")
      return
    }
    // One seat a day: six by day 6, twelve by day 12.
    #expect(plan.waves.map(\.day) == [6, 12])
    #expect((plan.bound, plan.gap, plan.proved) == (12, 0, true))
    #expect(plan.gapPermille(from: 0) == 0)
    #expect(plan.usage.map(\.used) == [[7, 5, 0, 0, 0, 0]])
    #expect(plan.usage.map(\.limits) == [[7, 7, 7, 7, 7, 7]])
    #expect(plan.placements.map(\.day) == Array(0..<12))
  }

  @Test(arguments: [1, 63, 64, 65, 200])
  func daySetsHoldTheirDays(_ count: Int) {
    var days = WaveDays(count: count) { $0 % 3 == 1 }
    #expect(days.size == (0..<count).count { $0 % 3 == 1 })
    #expect(days.first(atOrAfter: -5) == (count > 1 ? 1 : nil))
    #expect(days.last(before: .max) == (0..<count).last { $0 % 3 == 1 })
    #expect(WaveDays(count: count).size == count)
    days.insert(0)
    days.insert(count)
    days.remove(1)
    #expect(days.contains(0) && !days.contains(1) && !days.contains(count) && !days.contains(-1))
    var both = WaveDays(count: count)
    both.formIntersection(days)
    #expect(both == days)
    var either = WaveDays(count: count, all: false)
    either.formUnion(days)
    #expect(either == days)
    #expect(WaveDays(count: -3).first(atOrAfter: 0) == nil)
  }
}
