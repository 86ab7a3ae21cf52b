import Interchange
import Testing

@Suite struct XAPIStatementsTests {
  private func statements(_ text: String) throws -> [XAPIStatement] {
    try XAPIStatements.parse(Array(text.utf8))
  }

  /// A sound statement with some members in place of its own.
  private func statement(
    actor: String = #"{"mbox":"mailto:ada@example.org"}"#, verb: String = #"{"id":"urn:done"}"#,
    object: String = #"{"id":"urn:a"}"#, rest: String = ""
  ) throws -> XAPIStatement {
    try #require(statements(#"{"actor":\#(actor),"verb":\#(verb),"object":\#(object)\#(rest)}"#).first)
  }

  @Test func readsOneStatement() throws {
    let found = try statements(XAPISpecimens.single)
    #expect(
      found == [
        XAPIStatement(
          id: "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
          actor: XAPIActor(kind: .agent, identifier: .mail("ada@example.org")), verb: .completed,
          object: .activity("https://learn.example.org/courses/selling"), result: nil, timestamp: 1_772_355_600_000)
      ])
  }

  @Test func readsAList() throws {
    let found = try statements(XAPISpecimens.batch)
    #expect(found.map(\.verb) == [.passed, .failed])
    #expect(found.map(\.id) == [nil, "7790e6c9-3ef0-4ed3-8b37-7f3964730bee"])
    #expect(found[0].actor.identifier == .account(homePage: "https://learn.example.org", name: "17"))
    #expect(found[1].actor.identifier == .mailDigest("ebd31e95054c018b10727ccffd2ef2ec3a016ee9"))
    #expect(found[0].object.activity == "https://learn.example.org/mod/quiz/view.php?id=4")
    #expect(
      found[0].result
        == XAPIResult(
          success: true, completion: true, score: XAPIScore(scaled: 0.85, raw: 17, min: 0, max: 20), duration: 5_405.5))
    #expect(found[1].result?.success == false)
    #expect(found.map(\.timestamp) == [1_772_355_600_123, 1_772_355_600_000])
  }

  @Test func readsAnEmptyList() throws {
    #expect(try statements(" [ ] ").isEmpty)
  }

  @Test func groupsAreToldApartFromPeople() throws {
    let actor = try #require(try statements(XAPISpecimens.group).first?.actor)
    #expect(actor.kind == .group(members: [.mail("ben@example.org"), .openID("https://id.example.org/cleo")]))
    #expect(actor.identifier == nil)
    let named = try statement(actor: #"{"objectType":"Group","mbox":"mailto:till@example.org"}"#).actor
    #expect(named == XAPIActor(kind: .group(members: []), identifier: .mail("till@example.org")))
  }

  @Test(arguments: [
    ("completed", XAPIVerb.completed), ("passed", .passed), ("failed", .failed), ("attended", .attended),
    ("answered", .answered),
  ])
  func verbsAreKnownByTheirAddress(_ word: String, _ verb: XAPIVerb) throws {
    let iri = "http://adlnet.gov/expapi/verbs/\(word)"
    #expect(verb.iri == iri)
    #expect(try statement(verb: #"{"id":"\#(iri)"}"#).verb == verb)
    #expect(try statement(verb: #"{"id":"\#(iri)/"}"#).verb == .other(iri + "/"))
  }

  @Test func objectsThatAreNoActivity() throws {
    let id = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
    let voided = #"{"id":"http://adlnet.gov/expapi/verbs/voided"}"#
    let reference = try statement(verb: voided, object: #"{"objectType":"StatementRef","id":"\#(id)"}"#).object
    #expect(reference == .statement(id))
    #expect(reference.activity == nil)
    let person = try statement(object: #"{"objectType":"Agent","mbox":"mailto:ben@example.org"}"#).object
    #expect(person == .actor(XAPIActor(kind: .agent, identifier: .mail("ben@example.org"))))
    #expect(try statement(object: #"{"objectType":"SubStatement"}"#).object == .subStatement)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1970-01-01T00:00:00.0019999Z", 1),
    ("1970-01-01T01:30:00+01:30", 0), ("1969-12-31T16:00:00-08", 0), ("2000-02-29T12:00:00+0000", 951_825_600_000),
    ("2026-12-31T23:59:60Z", 1_798_761_600_000), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("1969-12-31T23:59:59.5Z", -500),
  ])
  func timestampsAreInstants(_ text: String, _ milliseconds: Int64) throws {
    #expect(try statement(rest: #","timestamp":"\#(text)""#).timestamp == milliseconds)
  }

  @Test(arguments: [
    ("PT0S", 0), ("PT45.25S", 45.25), ("PT1,5S", 1.5), ("P1DT2H", 93_600), ("P1W", 604_800), ("P1Y2M3D", 36_979_200),
    ("PT90M", 5_400), ("PT0.5H", 1_800), ("P0D", 0),
  ])
  func durationsAreSeconds(_ text: String, _ seconds: Double) throws {
    #expect(try statement(rest: #","result":{"duration":"\#(text)"}"#).result?.duration == seconds)
  }

  @Test(arguments: [#"{"scaled":-1}"#, #"{"scaled":1}"#, #"{"scaled":1.0,"raw":3}"#, #"{"raw":-5e1,"min":-50}"#, "{}"])
  func scoresWithinTheirRange(_ score: String) throws {
    #expect(try statement(rest: #","result":{"score":\#(score)}"#).result?.score != nil)
  }

  /// What the standard lets senders add freely does not disturb.
  @Test func extensionsMayHoldAnything() throws {
    let nested = String(repeating: "[", count: 60) + "null" + String(repeating: "]", count: 60)
    let rest = #","context":{"extensions":{"urn:x":\#(nested)}},"attachments":[],"stored":"2026-03-01T09:00:00Z""#
    #expect(try statement(rest: rest).verb == .other("urn:done"))
  }
}
