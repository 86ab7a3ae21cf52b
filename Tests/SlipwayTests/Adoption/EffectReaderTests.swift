import SequentialTests
import Testing

@testable import Slipway

/// Departments that go live one after the other, and what that did to a figure.
struct EffectReaderTests {
  private static let monday = Timestamp.at("2026-03-30T00:00Z")

  /// Eight departments of 10 people in four waves, whose hours are closed by hand.
  private struct Rollout {
    var journal: Journal
    let departments = Self.names
    private static let names = (1...8).map { "d\($0)" }

    init(waves: Int = 4, trainEarly: Int = 0) {
      var sample = SampleProgramme(departments: Self.names)
      sample.waves = (0..<waves).map { index in
        SampleWave(
          id: "w\(index)", audiences: Array(Self.names[(index * 8 / waves)..<((index + 1) * 8 / waves)]),
          steps: "[{share: 100 %, soak: 1d}]")
      }
      sample.requirements = [("post", [])]
      sample.metrics = "{id: questions, events: [new.question]}, {id: mood, kind: score, events: [new.mood]}"
      journal = Journal(sample)
      journal.train(Array(journal.present.prefix(trainEarly)), at: EffectReaderTests.monday - .days(20))
    }

    /// Weeks with so many questions of each department; each wave opens on a Wednesday `opens` weeks after the start.
    mutating func run(weeks: Int, opens: [Int], _ questions: (_ department: Int, _ week: Int, _ live: Bool) -> Int) {
      let perWave = departments.count / opens.count
      for week in 0..<weeks {
        let begins = EffectReaderTests.monday + .days(Int64(7 * week))
        let first = GuardrailDays.hour(begins)
        var counts: [UsageHour] = []
        var watched: [ClosedHour.Watched] = []
        for (index, name) in departments.enumerated() {
          let live = week > opens[index / perWave]
          counts.append(
            UsageHour(
              audience: Key(name), metric: "new.question", arm: live ? .inside : .outside, hour: first + 5,
              count: questions(index, week, live)))
          watched.append(ClosedHour.Watched(audience: Key(name), inside: live ? 10 : 0, outside: live ? 0 : 10))
        }
        for (wave, opening) in opens.enumerated() where opening == week {
          journal.change(Key("w\(wave)"), .opened, at: begins + .days(2))
        }
        let end = begins + .days(7)
        journal.append(
          .hourClosed(
            ClosedHour(
              first: first, hour: GuardrailDays.hour(end) - 1, counts: counts, watched: watched,
              reported: [ClosedHour.Report(system: "new", through: end)])),
          by: .automation, at: end)
      }
    }

    func effect(on metric: String = "questions") throws -> EffectFinding {
      let status = try journal.status()
      return EffectReader(journal.state, status).effect(on: status.programme.metric(Key(metric)))
    }
  }

  /// Departments differ, weeks have a trend, going live adds 14 questions a week: 0.2 for each person and day.
  @Test func theEffectOfGoingLive() throws {
    var rollout = Rollout()
    rollout.run(weeks: 10, opens: [2, 4, 6, 20]) { department, week, live in
      40 + 3 * department + 2 * week + (live ? 14 : 0) + (department * 7 + week * 5) % 3
    }
    let finding = try rollout.effect()
    guard case .found(let effect, let interval) = finding.outcome else {
      Issue.record("\(finding)")
      return
    }
    #expect(abs(effect.estimate - 0.2) < 0.02)
    #expect(interval.contains(effect.estimate) && interval.lowerBound > 0.1)
    #expect(effect.departments == 8 && effect.weeks == 10 && finding.treated == 6)
    // Each week that a wave opened in is left out, and nothing else.
    var rows: [DepartmentWeek] = []
    for department in 0..<8 {
      for week in 0..<10 where week != [2, 4, 6, 20][department / 2] {
        let live = week > [2, 4, 6, 20][department / 2]
        let count = 40 + 3 * department + 2 * week + (live ? 14 : 0) + (department * 7 + week * 5) % 3
        rows.append(
          DepartmentWeek(
            department: department, week: week, users: 10, mean: Double(count) / 70, treated: live ? 1 : 0))
      }
    }
    let reference = try StaggeredEffect(rows)
    #expect(abs(effect.estimate - reference.estimate) < 1e-12)
    #expect(abs(effect.standardError - reference.standardError) < 1e-12)
  }

  @Test func allAtOnceTellsNothing() throws {
    var rollout = Rollout(waves: 1)
    rollout.run(weeks: 6, opens: [2]) { department, week, _ in 30 + (department * 7 + week * 5) % 4 }
    #expect(try rollout.effect().outcome == .refused(.notIdentified))
  }

  @Test func whatNobodyReportedIsNoZero() throws {
    let rollout = Rollout()
    #expect(try rollout.effect().outcome == .silent("new"))
    var reported = Rollout()
    reported.run(weeks: 4, opens: [1, 2, 20, 20]) { _, _, _ in 0 }
    #expect(try reported.effect(on: "mood").outcome == .missing(.notCounted))
  }

  @Test func anOrderThatFollowsReadinessIsTold() throws {
    var rollout = Rollout(trainEarly: 40)
    rollout.run(weeks: 10, opens: [1, 3, 5, 7]) { department, week, live in
      40 + (live ? 14 : 0) + (department * 7 + week * 5) % 3
    }
    let order = try #require(try rollout.effect().order)
    #expect(order.followedReadiness && order.correlation < -0.8)
    var even = Rollout(trainEarly: 80)
    even.run(weeks: 4, opens: [1, 2, 20, 20]) { department, week, _ in (department + week) % 3 }
    #expect(try even.effect().order == nil, "all were as ready")
  }
}
