import Testing

@testable import Slipway

/// Three waves of one unit each, a lesson that fades, and clocks of which nobody has to know anything: UTC, staffed at
/// all hours.
struct School {
  var expires = "30d"
  var thirdOpens = "2026-04-27"
  /// Written below the lesson's own keys.
  var more = ""
  var curricula = ""
  var conditions = "[{lesson: basics}]"

  static let now = Timestamp.at("2026-04-01T09:00:00Z")

  var document: String {
    """
    slipway: 1
    programme: school
    name: A school gets a register
    starts: 2026-03-02
    timezone: UTC
    systems: [{id: register, role: new}]
    units: [{id: one}, {id: two}, {id: three}]
    calendars:
      - {id: always, days: [mon, tue, wed, thu, fri, sat, sun], hours: 00:00-24:00, staffed: 00:00-24:00}
    audiences:
      - {id: first, units: [one], calendar: always}
      - {id: second, units: [two], calendar: always}
      - {id: third, units: [three], calendar: always}
    implementation:
      phases: [{id: build}]
      items: [{id: done, phase: build, estimate: 1d, done-by: attestation}]
      lessons:
        - id: basics
          name: Basics
          questions: [{ask: One?, options: [a, b], answers: [a]}]
          expires: \(expires)
    \(more)
    \(curricula)
    readiness:
      technical: [{id: finished, item: done}]
      people: [{id: taught, lesson: basics, share: 50 %}]
      observed-share: 0 %
    rollout:
      system: register
      waves:
        - {id: early, audiences: [first], opens: 2026-04-06, calendar: always, approver: boss, conditions: \(conditions)}
        - {id: middle, audiences: [second], opens: 2026-04-13, calendar: always, approver: boss, conditions: \(conditions)}
        - {id: late, audiences: [third], opens: \(thirdOpens), calendar: always, approver: boss, conditions: \(conditions)}
    """
  }

  /// With `each` people in every unit, numbered from 1, unit by unit.
  func journal(each: Int) throws -> Journal {
    _ = try ProgrammeReader.read(document)
    var journal = Journal(programme: "school")
    journal.append(
      .revised(Revision(number: 1, document: document, reason: "test")), at: .at("2026-03-02T09:00:00Z"))
    journal.join(["one", "two", "three"], each: each)
    return journal
  }
}

extension Journal {
  mutating func attempt(_ person: Int, _ lesson: Key<Lesson> = "basics", passed: Bool = true, at: Timestamp? = nil) {
    append(
      .lessonAttempted(
        LessonAttempt(person: PersonNumber(person), lesson: lesson, right: passed ? 1 : 0, asked: 1, passed: passed)),
      at: at)
  }

  func judge(at now: Timestamp) throws -> Judge {
    let status = try status(at: now)
    return Judge(state, status.programme, status.placement, now: now)
  }

  func trained(at now: Timestamp, in lesson: Key<Lesson> = "basics") throws -> Set<Int> {
    let judge = try judge(at: now)
    return Set(present.filter { judge.isTrained($0, lesson) }.map(\.value))
  }
}
