import Operations
import Slipway
import Synchronization
import Testing

/// Use cases that think for long: beside the writer, on a snapshot, and only as long as somebody waits.
@Suite struct StudyTests {
  @Test func aStudyHoldsNobodyUp() async throws {
    let shop = try await Shop.furnished()
    let desk = Desk.new()
    async let study = shop.ask(LongStudy(desk: desk.number))
    await desk.waitUntilBegun()
    // The study is being thought about; commands that change things are answered nevertheless.
    let granted = try await shop.ask(GrantAccount(account: "nora", role: .executive))
    #expect(granted.account == "nora")
    try await shop.apply(Shop.document.replacing("name: Sellers", with: "name: Shop"))
    #expect(!desk.isDone)
    desk.mayEnd()
    #expect(try await study.revision == 1, "it looked at the programme as it was when it was asked")
    #expect(try await shop.ask(ShowRevisions()).current == 2)
  }

  @Test func aStudyThatIsCancelledEnds() async throws {
    let shop = try await Shop.furnished()
    let desk = Desk.new()
    let study = Task { try await shop.ask(LongStudy(desk: desk.number)) }
    await desk.waitUntilBegun()
    // Behind it in the room, and gone before its turn comes.
    let waiting = Task { try await shop.ask(ShowPlan(schedules: 100_000)) }
    waiting.cancel()
    study.cancel()
    await #expect(throws: CancellationError.self) { try await study.value }
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(!desk.isDone)
    #expect(try await shop.ask(ShowPlan()).items.count == 3)
  }

  @Test func aSearchThatIsCancelledEnds() async throws {
    var items = (0..<150).map {
      "    - {id: i\($0), phase: build, estimate: \($0 % 4 + 1)d, needs: [{skill: wiring}]}"
    }
    items.insert("  items:", at: 0)
    let document =
      Shop.document.replacing("  items:", with: items.joined(separator: "\n"))
      + "resources: [{id: ann, skills: [wiring]}, {id: ben, skills: [wiring]}]\n"
    let shop = try await Shop.furnished(document)
    let search = Task { try await shop.ask(ShowPlan(schedules: 100_000)) }
    // When the writer has answered this, it has long passed the search on.
    _ = try await shop.ask(ShowStatus())
    search.cancel()
    await #expect(throws: CancellationError.self) { try await search.value }
  }

  @Test func studiesSeeThePastAndNeedARight() async throws {
    let shop = try await Shop.furnished()
    let before = shop.clock.now()
    try await shop.reach(.at("2026-03-25T10:00:00Z"))
    try await shop.apply(Shop.document.replacing("estimate: 3d", with: "estimate: 8d"))
    #expect(try await shop.ask(ShowPlan(), at: before).finish != shop.ask(ShowPlan()).finish)
    #expect(await problem { try await shop.ask(ShowPlan(), as: .account("pia")) } == .notAllowed)
    #expect(await problem { try await shop.ask(Simulate(), as: .account("nobody")) } != nil)
  }
}

/// Where one test's study meets the test.
private struct Desk {
  let number: Int
  private static let desks = Mutex<[Int: State]>([:])

  private enum State { case free, begun, mayEnd, done }

  static func new() -> Desk {
    desks.withLock { desks in
      desks[desks.count] = .free
      return Desk(number: desks.count - 1)
    }
  }

  private func state() -> State? { Self.desks.withLock { $0[number] } }
  private func set(_ state: State) { Self.desks.withLock { $0[number] = state } }

  func begin() { set(.begun) }
  func mayEnd() { set(.mayEnd) }
  func end() { set(.done) }
  var isFree: Bool { state() == .mayEnd }
  var isDone: Bool { state() == .done }

  func waitUntilBegun() async { while state() == .free { await Task.yield() } }
}

/// Thinks until its test lets it end, or until nobody waits for it any more.
private struct LongStudy: UseCase {
  static let name = "long-study"
  static let isStudy = true
  var desk: Int
  var action: Action { .seeProgramme }

  struct Reply: Codable, Sendable { var revision: Int }

  func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let desk = Desk(number: desk)
    desk.begin()
    while !desk.isFree { try Task.checkCancellation() }
    desk.end()
    let revision = try turn.status().revision
    return Outcome { _ in Reply(revision: revision) }
  }
}
