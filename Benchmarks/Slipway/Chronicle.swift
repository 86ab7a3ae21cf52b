import Scheduling
import Slipway

/// What happened in an organisation over some months, in the mixture that a rollout brings about.
struct Chronicle {
  static let programme: Key<Programme> = "bench"
  static let begins = Timestamp(seconds: 1_772_438_400)
  /// From one fact to the next.
  static let pace = Span(seconds: 100)

  let organisation: Organisation
  private var dice = Dice(seed: 26)
  /// Openings and admissions still to come, the next one last.
  private var moves: [Fact] = []

  init(_ organisation: Organisation) {
    self.organisation = organisation
    moves = Chronicle.moves(organisation).reversed()
  }

  static func time(_ sequence: Int) -> Timestamp { begins + Span(seconds: Int64(sequence) * pace.seconds) }

  /// `count` facts from the first document on.
  mutating func entries(_ count: Int) -> [Entry] {
    let founding: [Fact] = [
      .revised(Revision(number: 1, document: Organisation.document, reason: "the first")),
      .membersChanged(MembershipChange(joined: (1...organisation.people).map(joined))),
    ]
    return founding.enumerated().map { entry($0 + 1, $1, by: .account("boss")) }
      + further(count - founding.count, after: founding.count)
  }

  /// `count` more facts.
  mutating func further(_ count: Int, after last: Int) -> [Entry] {
    (0..<max(0, count)).map { offset in
      let sequence = last + 1 + offset
      // The waves move from the second half of the story on.
      if sequence > 30_000, sequence.isMultiple(of: 50), let move = moves.popLast() {
        return entry(sequence, move, by: .automation)
      }
      return entry(sequence, fact(at: Chronicle.time(sequence)), by: actor())
    }
  }

  private func entry(_ sequence: Int, _ fact: Fact, by actor: Actor) -> Entry {
    Entry(
      sequence: sequence, programme: Chronicle.programme, at: Chronicle.time(sequence), actor: actor, fact: fact)
  }

  private func joined(_ number: Int) -> MembershipChange.Joined {
    MembershipChange.Joined(
      number: PersonNumber(number), membership: Organisation.membership(number), row: Digest.of("\(number)").text)
  }

  private mutating func actor() -> Actor {
    dice.below(4) == 0 ? .runner : .account(Key("p-\(1 + dice.below(organisation.people))"))
  }

  private mutating func fact(at time: Timestamp) -> Fact {
    let person = PersonNumber(1 + dice.below(organisation.people))
    let department: Key<Audience> = Key(Organisation.department(dice.below(Organisation.departments)))
    switch dice.below(100) {
    case 0..<45:
      let lesson = Organisation.lessons[dice.below(Organisation.lessons.count)]
      let right = dice.below(10)
      return .lessonAttempted(
        LessonAttempt(person: person, lesson: Key(lesson), right: right, asked: 10, passed: right > 1))
    case 45..<57: return .evidence(evidence(.component(Key("c\(dice.below(Organisation.components))")), time))
    case 57..<68: return .evidence(evidence(.test(Key("t\(dice.below(Organisation.departments))")), time))
    case 68..<82:
      return .conditionsReported([
        ConditionReport(person: person, condition: "account", met: dice.below(10) > 0, asOf: time, source: "directory")
      ])
    case 82..<95:
      return .usageCounted(
        UsageHour(
          audience: department, metric: "activated", hour: Int(time.seconds / 3_600), count: 1 + dice.below(9)))
    case 95..<97: return .claimed(Claim(audience: department, colour: .amber))
    case 97..<99: return .promised(Promise(item: "plan", promised: .earliest))
    default: return .boardVoted(Vote(audience: department, answer: .go, reason: "seen the evidence"))
    }
  }

  private mutating func evidence(_ subject: EvidenceSubject, _ time: Timestamp) -> Evidence {
    Evidence(
      subject: subject, verdict: dice.below(20) == 0 ? .failed : .passed, kind: .observed, expires: time + .days(30),
      detail: "GET https://system.organisation.example/health → 200 in \(20 + dice.below(300)) ms")
  }

  private static func moves(_ organisation: Organisation) -> [Fact] {
    (0..<Organisation.waves).flatMap { wave -> [Fact] in
      let id: Key<Wave> = Key("w\(wave)")
      func change(_ event: WaveEvent) -> Fact {
        .waveChanged(
          WaveChange(wave: id, event: event, reason: .gatesGo(wave: id.text), stoodOn: [1, 2], revision: 1))
      }
      let people = (1...organisation.people).filter { Organisation.wave(ofPerson: $0) == wave }.map { PersonNumber($0) }
      let grants = stride(from: 0, to: people.count, by: 20).map { start in
        Fact.admitted(AdmissionGrant(wave: id, people: Array(people[start..<min(start + 20, people.count)])))
      }
      return [change(.opened)] + grants + [change(.widened(step: 1)), change(.hypercareBegan)]
    }
  }
}
