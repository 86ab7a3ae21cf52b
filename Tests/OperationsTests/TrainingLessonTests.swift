import Foundation
import Operations
import Slipway
import Testing

/// Taking lessons: papers, attempts, pictures.
struct TrainingLessonTests {
  @Test func attemptsRunOutUntilSomebodyLetsThemTryAgain() async throws {
    let shop = try await TrainingSchool.open()
    let first = try await shop.take(rightly: false)
    #expect(!first.passed && first.asked == 2 && first.attemptsLeft == 1 && first.missing.isEmpty)
    #expect(try await shop.take(rightly: false).attemptsLeft == 0)
    #expect(await problem { try await shop.take() } == .attemptsUsed)
    #expect(try await shop.line(1)?.attemptsUsed == true)
    let again = GrantAttempts(person: "P01", lesson: "selling")
    #expect(await problem { try await shop.ask(again, as: TrainingSchool.pia) } == .notAllowed)
    #expect(await problem { try await shop.ask(again, as: .account("learning")) } == .notAllowed)
    #expect(try await shop.ask(again, as: TrainingSchool.ida).attemptsLeft == 2, "the trainer of one of its sessions")
    #expect(await problem { try await shop.ask(again, as: Shop.rosa) } == .wrongPhase)
    let third = try await shop.take()
    #expect(third.passed && third.attemptsLeft == nil)
    let line = try await shop.line(1)
    #expect(line?.state == "passed" && line?.attempts == 3 && line?.passedUntil == "2026-04-29T10:00:00Z")
  }

  @Test func aFormOfAnEarlierAttemptIsRefused() async throws {
    let shop = try await TrainingSchool.open()
    let shown = try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling"), as: TrainingSchool.pia)
    _ = try await shop.take(rightly: false)
    let old = TakeLesson(
      person: PersonNumber(1), lesson: "selling", answers: TrainingSchool.answers(shown), paper: shown.paper)
    #expect(await problem { try await shop.ask(old, as: TrainingSchool.pia) } == .paperOutdated)
    let now = try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling"), as: TrainingSchool.pia)
    #expect(now.paper != shown.paper && now.attempts == 1 && now.attemptsLeft == 1)
    // The same form sent twice is one attempt, and answered alike.
    let form = TakeLesson(
      person: PersonNumber(1), lesson: "selling", answers: TrainingSchool.answers(now), paper: now.paper)
    let once = try await shop.ask(form, as: TrainingSchool.pia, key: "form")
    let twice = try await shop.ask(form, as: TrainingSchool.pia, key: "form")
    #expect(once.passed && twice.passed)
    #expect(try await shop.line(1)?.attempts == 2)
  }

  @Test func repliesHoldNoAnswers() async throws {
    let shop = try await TrainingSchool.open()
    let shown = try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling"), as: TrainingSchool.pia)
    let text = String(decoding: try JSONEncoder().encode(shown), as: UTF8.self)
    #expect(!text.contains("answers") && shown.questions.count == 2)
  }

  @Test func picturesAreKeptAndShownToThoseSignedIn() async throws {
    let shop = try await TrainingSchool.open()
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
    let kept = try await shop.ask(KeepMedia(file: Data(png), fileName: "key.png"))
    #expect(kept.type == "image/png" && kept.line == "![Say what it shows](media/\(kept.digest))")
    let show = ShowMedia(digest: kept.digest)
    #expect(await problem { try await shop.ask(show, as: TrainingSchool.pia) } == .unknownSubject, "no lesson shows it")
    try await shop.apply(
      TrainingSchool.document().replacing(
        "text: Press the green key.", with: "text: \"![The green key](media/\(kept.digest))\""))
    #expect(try await shop.ask(show, as: TrainingSchool.pia).bytes == Data(png))
    #expect(await problem { try await shop.ask(show, as: .account("learning")) } == .notAllowed)
    for wrong in ["", "../../etc/passwd", String(repeating: "0", count: 64), kept.digest.uppercased()] {
      #expect(await problem { try await shop.ask(ShowMedia(digest: wrong), as: TrainingSchool.pia) } == .unknownSubject)
    }
    let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)
    for bytes in [svg, [], [0x89]] {
      #expect(
        await problem { try await shop.ask(KeepMedia(file: Data(bytes), fileName: "x.png")) } == .malformedRequest)
    }
    let large = Data(png + [UInt8](repeating: 0, count: 1_100_000))
    #expect(await problem { try await shop.ask(KeepMedia(file: large, fileName: "x.png")) } == .tooLarge)
    #expect(
      await problem { try await shop.ask(KeepMedia(file: Data(png), fileName: "x"), as: Shop.rosa) } == .notAllowed)
  }

  @Test func practiceCountsOnceWhateverMayBeMeasured() async throws {
    let silent = TrainingSchool.document().replacing(
      "units: [{id: front}, {id: back}]",
      with: "legal-entities: [{id: mute, measuring: none}]\nunits: [{id: front}, {id: back}]")
    let shop = try await Shop.furnished(silent)
    let list = Shop.people.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1),entity" : "\($1),mute" }
    _ = try await shop.ask(ImportPeople(file: Array((list.joined(separator: "\n") + "\n").utf8)))
    func event(_ id: String, _ person: String, _ metric: String = "practice.done") -> ReportUsage.Event {
      ReportUsage.Event(id: id, at: "2026-03-20T09:00:00Z", system: "till", person: person, metric: metric)
    }
    let batch = [event("1", "u1"), event("2", "u1"), event("2", "u1"), event("3", "nobody"), event("4", "u2", "sale")]
    let first = try await shop.ask(ReportUsage(events: batch))
    #expect(first.taken == 2 && first.duplicates == ["2"] && first.dropped == ["3", "4"])
    let second = try await shop.ask(ReportUsage(events: batch + [event("5", "u1")]))
    #expect(second.taken == 1 && second.duplicates.sorted() == ["1", "2", "2"])
    let facts = try await shop.ask(ShowJournal(limit: 100)).entries.filter { $0.kind == "practised" }
    #expect(facts.count == 2)
    let missing = try await shop.line(1, "serving")?.missing ?? []
    #expect(missing == ["the lesson “Serving”", "a session of the lesson “Serving”"], "three times is enough")
    #expect(try await shop.line(2, "serving")?.missing.contains("the practical part of the lesson “Serving”") == true)
    // Nothing was counted of people who may not be measured.
    try await shop.reach(.at("2026-03-20T12:00:00Z"))
    let counted = try await shop.ask(ShowJournal(limit: 100)).entries.filter { $0.kind == "hourClosed" }
    #expect(counted.allSatisfy { !$0.sentence.contains("events in") || $0.sentence.contains("0 events") })
  }
}
