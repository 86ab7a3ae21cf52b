import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

@Suite struct PageFormTests {
  @Test func aRefusedMoveKeepsWhatWasTyped() async throws {
    try await PageFixture.run { fixture, client in
      let rosa = try await fixture.visitor("rosa", .rolloutManager, client)
      let refused = try await rosa.post("/waves/pilot/pause", [("reason", "too \"many\" <calls>"), ("key", "k1")])
      #expect(refused.status == .conflict)
      PageTests.expectSound(refused, "/waves/pilot/pause")
      #expect(refused.page.contains("role=\"alert\""))
      #expect(!refused.page.contains("data-live"))
      let closed = try await rosa.post("/waves/pilot/open", [("key", "k2")])
      #expect(closed.status == .conflict)
      #expect(closed.page.contains("cannot open now"))
      #expect(closed.page.contains("<details id=\"move-pilot-open\" open>"))
      #expect(closed.page.contains("The gate of Finance is"))
    }
  }

  @Test func anApprovalIsRecordedOnceAndSaidOnce() async throws {
    try await PageFixture.run { fixture, client in
      let rosa = try await fixture.visitor("rosa", .rolloutManager, client)
      let before = try await rosa.get("/waves").page
      #expect(before.contains("Approve its opening"))
      let answer = try await rosa.post("/approve", [("wave", "pilot"), ("reason", "seen it"), ("key", "once")])
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.location] == "/waves?done=approve#wave-pilot")
      let again = try await rosa.post("/approve", [("wave", "pilot"), ("reason", "seen it"), ("key", "once")])
      #expect(again.status == .seeOther)
      #expect(try await rosa.get("/waves?done=approve").page.contains("Your approval was recorded."))
      #expect(try await !rosa.get("/waves?done=%3Cb%3E").page.contains("class=\"flash\""))
      let entries = try await fixture.services.writer.perform(ShowJournal(limit: 2_000), as: .localOperator).entries
      #expect(entries.filter { $0.kind == "approved" }.count == 1)
    }
  }

  @Test func somebodyWhoMayNotIsToldSoAndNothingTypedIsLost() async throws {
    try await PageFixture.run { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let answer = try await marta.post("/approve", [("wave", "pilot"), ("reason", "on my word")])
      #expect(answer.status == .forbidden)
      #expect(answer.page.contains("is not among those whose word counts"))
      let felix = try await fixture.visitor("felix", .executive, client)
      #expect(try await !felix.get("/waves").page.contains("action=\"/waves/"))
      #expect(try await felix.post("/waves/pilot/pause", [("reason", "no")]).status == .forbidden)
      #expect(try await felix.post("/halt", [("reason", "no")]).status == .forbidden)
    }
  }

  @Test func aHaltNeedsAReasonAndKeepsNothingFromHappening() async throws {
    try await PageFixture.run { fixture, client in
      let rosa = try await fixture.visitor("rosa", .rolloutManager, client)
      let empty = try await rosa.post("/halt", [("reason", "  ")])
      #expect(empty.status == .badRequest)
      #expect(empty.page.contains("A halt needs a reason."))
      let halted = try await rosa.post("/halt", [("reason", "the ledger is down")])
      #expect(halted.headers[.location] == "/waves?done=halt")
      #expect(try await rosa.get("/journal").page.contains("All waves halted: the ledger is down"))
    }
  }

  @Test func answersStayOnTheServerAndChoicesStayOnThePage() async throws {
    try await PageFixture.run { fixture, client in
      let number = try await fixture.person("B002")
      let bram = try await fixture.visitor("bram", .participant, person: "B002", client)
      let address = "/people/\(number)/lessons/posting-basics"
      let lesson = try await bram.get(address)
      #expect(lesson.status == .ok)
      PageTests.expectSound(lesson, address)
      #expect(lesson.page.contains("type=\"checkbox\"") && lesson.page.contains("type=\"radio\""))
      #expect(!lesson.page.contains("checked"))
      // Without their answers, two questions about the same options would look alike: every option looks like every other.
      let options = lesson.page.matches(of: /<p class="option">.*<\/p>/).map { match in
        match.output.replacing(/(id|for|name|value)="[^"]*"/, with: "").replacing(/<label >[^<]*/, with: "")
      }
      #expect(Set(options).count == 2)

      let form = LessonForm(lesson.page)
      let all = ["A debit account", "A credit account", "One amount for both sides"]
      let partial = try await bram.post(
        address, try form.fields([(1, "1300 Receivables"), (3, all[0]), (3, all[2])]))
      #expect(partial.status == .badRequest)
      #expect(partial.page.contains("Question 2 has no answer yet."))
      for (question, option) in [(1, "1300 Receivables"), (3, all[0]), (3, all[2])] {
        let value = try form.value(option)
        #expect(partial.page.contains("name=\"question-\(question)\" value=\"\(value)\" checked"))
      }

      let wrong = try await bram.post(
        address,
        try form.fields([(1, "4000 Sales"), (2, "Wait for the month-end"), (3, "A second amount for the tax office")])
          + [("key", "a")])
      #expect(wrong.page.contains("Not passed yet") && wrong.page.contains("0 of 3 right"))
      PageTests.expectSound(wrong, "result")
      let right = [(1, "1200 Bank"), (2, "Reverse the second posting")] + all.map { (3, $0) }
      let tooSoon = try await bram.post(address, try form.fields(right))
      #expect(tooSoon.status == .conflict)
      #expect(try await bram.get(address).page.contains("You can try again after"))

      // Not so early that it has faded when their wave opens.
      fixture.clock.advance(to: fixture.clock.now() + .days(30))
      let again = LessonForm(try await bram.get(address).page)
      let passed = try await bram.post(address, try again.fields(right) + [("key", "b")])
      #expect(passed.status == .ok)
      #expect(passed.page.contains("3 of 3 right"))
      #expect(try await bram.get("/people/\(number)").page.contains("passed"))
    }
  }

  @Test func fieldsAreReadAsBrowsersSendThem() {
    let form = Form("a=1&b=two+words&c=%C3%A4%26%3D&a=2&empty=&=x&bad=%zz%4&flag")
    #expect(form["a"] == "1")
    #expect(form.all("a") == ["1", "2"])
    #expect(form["b"] == "two words")
    #expect(form["c"] == "ä&=")
    #expect(form["bad"] == "%zz%4")
    #expect(form["missing"].isEmpty)
    #expect(Form("p=%20x%20")["p"] == "x" && Form("p=%20x%20").exact("p") == " x ")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func whatIsEncodedIsReadBack(_ seed: UInt64) {
    var dice = PageDice(seed: seed)
    let text = dice.text(upTo: 60)
    #expect(Form("q=\(Form.encode(text))").exact("q") == text)
  }
}

/// The questions of a lesson's page, answered by what is written beside their boxes.
private struct LessonForm {
  let page: String

  init(_ page: String) { self.page = page }

  /// - Parameter chosen: the number of a question and one of its options, as often as there are boxes to tick.
  func fields(_ chosen: [(Int, String)]) throws -> [(String, String)] {
    let paper = try #require(page.firstMatch(of: /name="paper" value="([^"]*)"/)).output.1
    let asked = try #require(page.firstMatch(of: /name="asked" value="([^"]*)"/)).output.1
    return try [("paper", String(paper)), ("asked", String(asked))]
      + chosen.map { ("question-\($0.0)", try value($0.1)) }
  }

  func value(_ option: String) throws -> String {
    let boxes = page.matches(of: /value="(\d+)"[^>]*><label for="[^"]*">([^<]*)<\/label>/)
    return String(try #require(boxes.first { $0.output.2 == option }).output.1)
  }
}
