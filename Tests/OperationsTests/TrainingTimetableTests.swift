import Foundation
import Operations
import Slipway
import Testing

/// Sessions drafted for everybody who needs one, and everybody's seat booked.
struct TrainingTimetableTests {
  private static let document =
    TrainingSchool.document().replacing("  sessions:\n", with: "  unused:\n")
    .split(separator: "\n", omittingEmptySubsequences: false)
    .filter { !$0.contains("{id: monday") && !$0.contains("{id: friday") && !$0.contains("unused:") }
    .filter { !$0.contains("{id: late,") && !$0.contains("{id: refresher") }
    .joined(separator: "\n")
    .replacing(
      "\nimplementation:",
      with: """

        resources:
          - {id: office, name: Back office, unit: seats, capacity: 3}
          - {id: ida, name: Ida, skills: ["trainer:serving"]}
        implementation:
        """)

  @Test func aDraftPlacesEverybodyInTheirWindowAndIsASoundDocument() async throws {
    let shop = try await Shop.furnished(Self.document)
    let head = try await shop.ask(ShowHead()).sequence
    let plan = try await shop.ask(PlanSessions())
    #expect(plan.needs == 10 && plan.placed == 10 && plan.unplaced.isEmpty)
    #expect(plan.sessions.map(\.people).reduce(0, +) == 10 && plan.sessions.allSatisfy { $0.people <= $0.seats })
    #expect(plan.sessions.allSatisfy { $0.room == "Back office" && $0.trainer == "ida" && $0.seats == 3 })
    #expect(try await shop.ask(ShowHead()).sequence == head, "it changes nothing")
    let before = Self.document.split(separator: "\n")
    let kept = plan.document.split(separator: "\n").filter { before.contains($0) }
    #expect(kept == before, "everything else stays as it was written")

    try await shop.apply(plan.document)
    #expect(try await shop.ask(BookEverybody(), as: Shop.rosa).booked == 10)
    #expect(try await shop.ask(BookEverybody()).booked == 0)
    let sessions = try await shop.ask(ShowSessions()).sessions
    #expect(sessions.map { $0.seats - $0.free }.reduce(0, +) == 10)
    // Sellers are let in on 30 March: their sessions are over by then.
    for person in 1...5 {
      let own = try await shop.ask(ShowSessions(person: PersonNumber(person))).sessions.filter {
        $0.mine?.state == "booked"
      }
      #expect(own.count == 1 && own.allSatisfy { $0.ends <= "2026-03-30T08:00:00Z" }, "\(person)")
    }
    #expect(try await shop.ask(PlanSessions()).needs == 0)
  }

  @Test func whatIsMissingIsSaid() async throws {
    let roomless = Self.document.replacing("unit: seats", with: "unit: rooms")
    let plan = try await Shop.furnished(roomless).ask(PlanSessions())
    #expect(plan.placed == 0 && plan.unplaced.map(\.people) == [10])
    #expect(plan.unplaced.first?.why == "no resource counted in seats is free long enough")
    let untaught = Self.document.replacing("trainer:serving", with: "trainer:baking")
    let why = try await Shop.furnished(untaught).ask(PlanSessions()).unplaced.first?.why
    #expect(why == "no resource has the skill “trainer:serving”")
    #expect(await problem { try await Shop.furnished().ask(PlanSessions()) } == .unknownSubject)
    let flow = try await Shop.furnished(Self.document)
    #expect(await problem { try await flow.ask(BookEverybody(), as: Shop.felix) } == .notAllowed)
  }
}
