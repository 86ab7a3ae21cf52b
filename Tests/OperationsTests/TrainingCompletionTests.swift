import Foundation
import Operations
import Slipway
import Testing

/// What learning systems and lists say was completed elsewhere, and who is trained by it.
struct TrainingCompletionTests {
  private static let learning = Actor.account("learning")

  private func statement(
    _ id: Int, _ actor: String = #"{"mbox": "mailto:1@shop.example"}"#, verb: String = "passed",
    object: String = "https://learning.example/course/7", more: String = ""
  ) -> String {
    """
    {"id": "00000000-0000-4000-8000-\(String(format: "%012d", id))", "actor": \(actor),
     "verb": {"id": "http://adlnet.gov/expapi/verbs/\(verb)"}, "object": {"id": "\(object)"},
     "timestamp": "2026-03-19T09:00:00Z"\(more)}
    """
  }

  private func send(_ shop: Shop, _ statements: [String], as actor: Actor = learning) async throws
    -> ReportCompletions.Reply
  {
    let reading = try XAPIReading(Array("[\(statements.joined(separator: ","))]".utf8), newID: { "made" })
    return try await shop.ask(ReportCompletions(reports: reading.reports, source: "learning"), as: actor)
  }

  @Test func statementsTrainPeople() async throws {
    let shop = try await TrainingSchool.open()
    let account = #"{"account": {"homePage": "https://learning.example", "name": "u2"}}"#
    let reply = try await send(
      shop,
      [
        statement(1), statement(2, account, verb: "completed"), statement(3, account, verb: "failed"),
        statement(4, #"{"mbox": "mailto:stranger@elsewhere.example"}"#),
        statement(5, object: "https://learning.example/course/8"), statement(6, verb: "attended"),
        statement(7, #"{"objectType": "Group", "member": [{"mbox": "mailto:3@shop.example"}]}"#),
        statement(
          8, #"{"mbox": "mailto:3@shop.example"}"#, verb: "completed", more: #", "result": {"success": false}"#),
      ])
    #expect(
      reply.taken == 4 && reply.duplicates == 0 && reply.passedOver == 1 && reply.ofNobody == 2 && reply.ofNoLesson == 1
    )
    #expect(try await shop.line(1)?.state == "passed")
    #expect(try await shop.line(2)?.state == "passed", "a failure reported with it takes nothing back")
    #expect(try await shop.line(3)?.state == "not taken")
    let again = try await send(shop, [statement(1), statement(2, account, verb: "completed")])
    #expect(again.duplicates == 2 && again.taken == 0)
    let unplaced = try await shop.ask(ShowTraining()).unplaced
    #expect(
      unplaced.map(\.what) == [
        "learning: 2 of people whom nobody knows here, 1 of activities that no lesson names"
      ])
  }

  @Test func onlyThoseWhoSpeakForLearningMay() async throws {
    let shop = try await TrainingSchool.open()
    #expect(await problem { try await send(shop, [statement(1)], as: .account("counter")) } == .notAllowed)
    #expect(await problem { try await send(shop, [statement(1)], as: TrainingSchool.pia) } == .notAllowed)
    #expect(await problem { try await send(shop, [statement(1)], as: Shop.felix) } == .notAllowed)
  }

  @Test func refusalsNameTheStatementAndItsMember() throws {
    func refusal(_ body: String) -> Problem? {
      do {
        _ = try XAPIReading(Array(body.utf8), newID: { "made" })
        return nil
      } catch {
        return error
      }
    }
    let lacking = #"{"actor": {"mbox": "mailto:a@b.example"}, "object": {"id": "https://a.example/"}}"#
    let problem = try #require(refusal("[\(statement(1)), \(lacking)]"))
    #expect(
      problem.code == .malformedRequest && problem.detail.contains("statement 1") && problem.detail.contains("verb"))
    #expect(refusal("{") != nil && refusal("") != nil && refusal("7") != nil)
    let many = "[" + (1...1_001).map { statement($0) }.joined(separator: ",") + "]"
    #expect(refusal(many)?.code == .tooLarge)
    #expect(try XAPIReading(Array("[]".utf8), newID: { "" }).ids.isEmpty)
  }

  @Test func listsAreTakenOnceAndRefusedByLine() async throws {
    let shop = try await TrainingSchool.open()
    let list = """
      person,lesson,state,at,source
      P01,selling,passed,2026-03-19T09:00:00Z,classroom
      u2,selling,failed,2026-03-19,classroom

      """
    let first = try await shop.ask(ImportCompletions(file: Array(list.utf8)))
    #expect(first.taken == 2 && first.unchanged == 0)
    #expect(try await shop.ask(ImportCompletions(file: Array(list.utf8))).unchanged == 2)
    #expect(try await shop.line(1)?.state == "passed")
    let wrong = """
      person,lesson,state,at
      nobody,selling,passed,2026-03-19
      P01,cooking,passed,2026-03-19
      P01,selling,perhaps,2026-03-19
      P01,selling,passed,yesterday
      P01,selling,passed,2027-01-01

      """
    do {
      _ = try await shop.ask(ImportCompletions(file: Array(wrong.utf8)))
      Issue.record("a wrong list was taken")
    } catch let problem as Problem {
      #expect(problem.code == .listInvalid)
      #expect(problem.findings.map(\.line) == [2, 3, 4, 5, 6] && problem.findings.map(\.column) == [1, 2, 3, 4, 4])
    }
    #expect(
      await problem { try await shop.ask(ImportCompletions(file: Array("a,b\n".utf8))) } == .listInvalid)
  }

  @Test func aSlippedWaveNamesThoseWhoNeedARefresher() async throws {
    let shop = try await TrainingSchool.open()
    let list =
      "person,lesson,state,at\n"
      + (6...10).map { "\(Shop.name($0)),selling,passed,2026-03-\($0 + 8)T09:00:00Z\n" }.joined()
    shop.clock.set(.at("2026-03-25T10:00:00Z"))
    _ = try await shop.ask(ImportCompletions(file: Array(list.utf8)))
    func bakers() async throws -> TrainingView.Group? {
      let view = try await shop.ask(ShowTraining(listing: true, audience: "bakers"))
      return view.lessons.first { $0.id == "selling" }?.audiences.first
    }
    // 40 days from 14 to 18 March end by 23 to 27 April.
    let before = try await bakers()
    #expect(before?.asked == 5 && before?.trained == 0 && before?.fading == 5)
    try await shop.apply(TrainingSchool.document(opens: "2026-04-24"))
    let nearer = try await bakers()
    #expect(nearer?.trained == 4 && nearer?.people?.map(\.personnel) == ["P06"], "faded before the opening")
    try await shop.apply(TrainingSchool.document(opens: "2026-06-05"))
    let later = try await bakers()
    #expect(later?.trained == 0 && later?.fading == 5)
    let refresher = later?.people?.first?.refresher
    #expect(refresher?.session == "refresher", "the first session with a seat from which they would still know it")
    #expect(refresher?.after == "2026-04-26T08:00:00Z" && refresher?.before == "2026-06-05T08:00:00Z")
    #expect(later?.people?.first?.missing == ["a refresher of the lesson “Selling”"])
    // Figures are for everybody who sees the programme; names are not.
    let figures = try await shop.ask(ShowTraining(), as: Shop.felix)
    #expect(figures.lessons.first?.audiences.allSatisfy { $0.people == nil } == true)
    #expect(await problem { try await shop.ask(ShowTraining(listing: true), as: Shop.felix) } == .notAllowed)
  }
}
