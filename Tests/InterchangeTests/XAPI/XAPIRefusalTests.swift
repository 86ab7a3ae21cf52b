import Interchange
import Testing

@Suite struct XAPIRefusalTests {
  private func refusal(_ bytes: [UInt8], limits: XAPIStatements.Limits = .init()) -> XAPIRefusal? {
    do throws(XAPIRefusal) {
      _ = try XAPIStatements.parse(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  private func refusal(_ text: String, limits: XAPIStatements.Limits = .init()) -> XAPIRefusal? {
    refusal(Array(text.utf8), limits: limits)
  }

  private static let actor = #""actor":{"mbox":"mailto:ada@example.org"}"#
  private static let verb = #""verb":{"id":"urn:done"}"#
  private static let object = #""object":{"id":"urn:a"}"#
  private static let sound = "{\(actor),\(verb),\(object)}"
  private static let id = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"

  @Test(arguments: [
    ("{\(verb),\(object)}", "actor"), ("{\(actor),\(object)}", "verb"), ("{\(actor),\(verb)}", "object"),
    ("{\"actor\":null,\(verb),\(object)}", "actor"), ("{\"actor\":[],\(verb),\(object)}", "actor"),
    ("{\"actor\":{},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"name\":\"Ada\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":\"ada@example.org\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":\"mailto:ada\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":\"mailto:a@b@c\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":\"mailto:a b@c\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":\"mailto:@c\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":7},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox\":\"\"},\(verb),\(object)}", "actor.mbox"),
    ("{\"actor\":{\"mbox_sha1sum\":\"abc\"},\(verb),\(object)}", "actor.mbox_sha1sum"),
    ("{\"actor\":{\"openid\":\"nowhere\"},\(verb),\(object)}", "actor.openid"),
    ("{\"actor\":{\"account\":{\"name\":\"17\"}},\(verb),\(object)}", "actor.account.homePage"),
    ("{\"actor\":{\"account\":{\"homePage\":\"urn:x\"}},\(verb),\(object)}", "actor.account.name"),
    ("{\"actor\":{\"account\":{\"homePage\":\"x\",\"name\":\"1\"}},\(verb),\(object)}", "actor.account.homePage"),
    ("{\"actor\":{\"mbox\":\"mailto:a@b\",\"openid\":\"urn:x\"},\(verb),\(object)}", "actor.openid"),
    ("{\"actor\":{\"objectType\":\"agent\",\"mbox\":\"mailto:a@b\"},\(verb),\(object)}", "actor.objectType"),
    ("{\"actor\":{\"objectType\":\"Group\"},\(verb),\(object)}", "actor.member"),
    ("{\"actor\":{\"objectType\":\"Group\",\"member\":[{}]},\(verb),\(object)}", "actor.member.0.mbox"),
    (
      "{\"actor\":{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b\"},{\"objectType\":\"Group\"}]},"
        + "\(verb),\(object)}",
      "actor.member.1.objectType"
    ),
    ("{\(actor),\"verb\":{},\(object)}", "verb.id"), ("{\(actor),\"verb\":{\"id\":\"done\"},\(object)}", "verb.id"),
    ("{\(actor),\"verb\":{\"id\":\"urn:a b\"},\(object)}", "verb.id"),
    ("{\(actor),\"verb\":\"urn:done\",\(object)}", "verb"), ("{\(actor),\(verb),\"object\":{}}", "object.id"),
    ("{\(actor),\(verb),\"object\":{\"id\":\"\"}}", "object.id"),
    ("{\(actor),\(verb),\"object\":{\"id\":\"urn:a\",\"objectType\":\"activity\"}}", "object.objectType"),
    ("{\(actor),\(verb),\"object\":{\"objectType\":\"StatementRef\"}}", "object.id"),
    ("{\(actor),\(verb),\"object\":{\"objectType\":\"StatementRef\",\"id\":\"urn:a\"}}", "object.id"),
    ("{\(actor),\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"},\(object)}", "object"),
    ("{\"id\":\"6690e6c9\",\(actor),\(verb),\(object)}", "id"),
    ("{\"id\":\"6690e6c93ef04ed38b377f3964730bee\",\(actor),\(verb),\(object)}", "id"),
    ("{\"id\":\"6690e6c9-3ef0-4ed3-8b37-7f3964730bxx\",\(actor),\(verb),\(object)}", "id"),
    ("{\"Actor\":{},\(actor),\(verb),\(object)}", "Actor"), ("{\"extra\":1,\(actor),\(verb),\(object)}", "extra"),
    ("{\"actor\":{\"mbox\":\"mailto:a@b\",\"member\":[]},\(verb),\(object)}", "actor.member"),
    ("{\"actor\":{\"mbox\":\"mailto:a@b\",\"name\":[]},\(verb),\(object)}", "actor.name"),
    ("{\(actor),\"verb\":{\"id\":\"urn:x\",\"name\":\"x\"},\(object)}", "verb.name"),
    ("{\(actor),\(verb),\"object\":{\"id\":\"urn:x\",\"name\":\"x\"}}", "object.name"),
    ("{\"id\":17,\(actor),\(verb),\(object)}", "id"), ("{\"version\":\"0.95\",\(actor),\(verb),\(object)}", "version"),
  ])
  func namesTheMember(_ text: String, _ member: String) throws {
    let alone = try #require(refusal(text))
    #expect(alone.member == member, "\(alone)")
    #expect(alone.index == nil)
    #expect(!alone.suggestion.isEmpty)
    let second = try #require(refusal("[\(Self.sound),\(text)]"))
    #expect(second.index == 1)
    #expect(second.member == member)
    #expect(second.message == alone.message)
    #expect(second.description.hasPrefix("statement 1, “\(member)”: "))
  }

  @Test(arguments: [
    (#"{"score":{"scaled":1.01}}"#, "score.scaled"), (#"{"score":{"scaled":-1.5}}"#, "score.scaled"),
    (#"{"score":{"scaled":"0.5"}}"#, "score.scaled"), (#"{"score":{"scaled":true}}"#, "score.scaled"),
    (#"{"score":{"min":5,"max":5}}"#, "score.max"), (#"{"score":{"raw":6,"min":1,"max":5}}"#, "score.raw"),
    (#"{"score":{"raw":0,"min":1}}"#, "score.raw"), (#"{"score":null}"#, "score"), (#"{"success":"yes"}"#, "success"),
    (#"{"success":1}"#, "success"), (#"{"completion":null}"#, "completion"), (#"{"duration":""}"#, "duration"),
    (#"{"duration":"90"}"#, "duration"), (#"{"duration":"P"}"#, "duration"), (#"{"duration":"PT"}"#, "duration"),
    (#"{"duration":"P1H"}"#, "duration"), (#"{"duration":"PT1S1H"}"#, "duration"),
    (#"{"duration":"-PT1S"}"#, "duration"),
    (#"{"duration":"PT1.5H1S"}"#, "duration"), (#"{"duration":"PT.5S"}"#, "duration"),
    (#"{"duration":"P99999999999999Y"}"#, "duration"), (#"{"duration":"P1D "}"#, "duration"),
  ])
  func namesWhatIsWrongWithAResult(_ result: String, _ member: String) throws {
    let found = try #require(refusal("{\(Self.actor),\(Self.verb),\(Self.object),\"result\":\(result)}"))
    #expect(found.member == "result.\(member)", "\(found)")
  }

  @Test(arguments: [
    "2026-03-01T09:00:00", "2026-03-01T09:00:00-00:00", "2026-03-01T09:00:00-0000", "2026-03-01T09:00:00-00",
    "2026-03-01T09:00:00+24:00", "2026-03-01T09:00:00+01:60", "2026-03-01T09:00:00+1", "2026-03-01T09:00:00+01:",
    "2026-03-01T09:00:00 Z", "2026-03-01T09:00:00Zx", "2026-03-01 09:00:00Z", "2026-03-01", "2026-02-29T09:00:00Z",
    "2026-13-01T09:00:00Z", "2026-00-01T09:00:00Z", "2026-04-31T09:00:00Z", "2026-03-01T24:00:00Z",
    "2026-03-01T09:60:00Z", "2026-03-01T09:00:61Z", "2026-03-01T09:00Z", "2026-03-01T09:00:00.Z",
    "0000-01-01T00:00:00Z",
    "+2026-03-01T09:00:00Z", "1900-02-29T00:00:00Z", "", "yesterday",
  ])
  func timestampsNeedADateThatExistsAndAZone(_ text: String) throws {
    let found = try #require(refusal("{\(Self.actor),\(Self.verb),\(Self.object),\"timestamp\":\"\(text)\"}"))
    #expect(found.member == "timestamp")
  }

  @Test func anIdMayStandOnceInABody() throws {
    let first = "{\"id\":\"\(Self.id)\",\(Self.actor),\(Self.verb),\(Self.object)}"
    let second = "{\"id\":\"\(Self.id.uppercased())\",\(Self.actor),\(Self.verb),\(Self.object)}"
    let found = try #require(refusal("[\(first),\(Self.sound),\(second)]"))
    #expect(found.index == 2)
    #expect(found.member == "id")
    #expect(found.message.contains("statement 0"))
  }

  @Test(arguments: [
    "", " ", "null", "\"statement\"", "17", "true", "[", "{", "]", "[{}", "[1]", "[null]", "[[]]", "{\"actor\"}",
    "{\(actor),\(verb),\(object)} x", "[\(sound),]", "[\(sound)]]", "// remark\n[]", "{\(actor),\(verb),\(object),}",
  ])
  func whatIsNoStatementIsRefused(_ text: String) {
    let found = refusal(text)
    #expect(found != nil)
    #expect(found?.suggestion.isEmpty == false)
  }

  @Test func bytesThatAreNotPlainUTF8AreRefused() {
    let text = Self.sound
    for bytes in [
      [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + text.utf16.littleEndianBytes, text.utf16.bigEndianBytes,
      Array(text.utf8) + [0xFF], Array(text.utf8) + [0],
    ] {
      #expect(refusal(bytes)?.message == "The body is not plain UTF-8.")
    }
  }

  @Test func bytesStatementsAndDepthAreLimited() {
    let two = "[\(Self.sound),\(Self.sound)]"
    #expect(refusal(two, limits: .init(statements: 2)) == nil)
    #expect(refusal(two, limits: .init(statements: 1))?.message == "The body holds more than 1 statements.")
    #expect(refusal(two, limits: .init(bytes: two.utf8.count)) == nil)
    #expect(refusal(two, limits: .init(bytes: two.utf8.count - 1))?.message.contains("larger") == true)
    let thousand = "[" + Array(repeating: Self.sound, count: 1_000).joined(separator: ",") + "]"
    #expect(refusal(thousand) == nil)
    #expect(refusal("[\(Self.sound)," + thousand.dropFirst())?.message == "The body holds more than 1000 statements.")
  }

  @Test(arguments: [61, 62, 1_000, 100_000])
  func depthIsLimited(_ depth: Int) {
    // The list lies in an extension in a context in a statement.
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let text = "{\(Self.actor),\(Self.verb),\(Self.object),\"context\":{\"extensions\":{\"urn:x\":\(nested)}}}"
    #expect((refusal(text) == nil) == (depth <= 61))
    #expect(refusal(String(repeating: "[", count: depth + 4)) != nil)
  }

  /// Cut off anywhere, a body is refused.
  @Test(arguments: XAPISpecimens.all)
  func refusesEveryBeginning(_ text: String) {
    let bytes = Array(text.utf8)
    for length in bytes.indices { #expect(refusal(Array(bytes[..<length])) != nil) }
  }

  @Test(arguments: 0..<20)
  func mutationsNeverTrap(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var outcomes = (read: 0, refused: 0)
    for round in 0..<50 {
      let original = Array(XAPISpecimens.all[round % XAPISpecimens.all.count].utf8)
      let bytes = random.mutation(of: original, favouring: Array("{}[]\":,\\u0-+eE. \u{0}é".utf8))
      do throws(XAPIRefusal) {
        let found = try XAPIStatements.parse(bytes)
        #expect(found.allSatisfy { abs($0.result?.score?.scaled ?? 0) <= 1 })
        outcomes.read += 1
      } catch {
        #expect(!error.message.isEmpty && !error.suggestion.isEmpty)
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read + outcomes.refused == 50)
    #expect(outcomes.refused > 0)
  }
}
