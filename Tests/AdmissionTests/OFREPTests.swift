import Admission
import Foundation
import Testing

@Suite struct OFREPTests {
  private static let table: AccessTable = {
    var builder = AccessTable.Builder(
      revision: 7,
      systems: [
        SystemEntry(key: "ehr", defaultSentence: "No wave holds this person."),
        SystemEntry(key: "old", defaultAccess: .read, defaultSentence: "Read only.", aliasSet: "login"),
      ])
    let ann = builder.addPerson(stableNumber: 1)
    builder.addAlias("ann \"a\"\n", ofPerson: ann, inSet: "login")
    builder.set(
      .full, because: Reason(kind: .split, wave: "w1", sentence: "In \"wave 1\" – since\tMonday."), ofPerson: ann, in: 0
    )
    let bob = builder.addPerson(stableNumber: 2)
    builder.addAlias("=bob,", ofPerson: bob, inSet: "login")
    builder.set(.read, because: Reason(kind: .targetingMatch, sentence: "Reads."), ofPerson: bob, in: 0)
    builder.set(.none, because: Reason(kind: .disabled, wave: "w2", sentence: "Off."), ofPerson: bob, in: 1)
    builder.addPerson(stableNumber: 3)
    return builder.build()
  }()

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    arguments: [
      (
        "ehr", "1", 200,
        #"{"key":"ehr","reason":"SPLIT","value":true,"variant":"on","metadata":"#
          + #"{"sentence":"In \"wave 1\" – since\tMonday.","wave":"w1","revision":7}}"#
      ),
      (
        "ehr.access", "1", 200,
        #"{"key":"ehr.access","reason":"SPLIT","value":"full","variant":"full","metadata":"#
          + #"{"sentence":"In \"wave 1\" – since\tMonday.","wave":"w1","revision":7}}"#
      ),
      (
        "ehr", "2", 200,
        #"{"key":"ehr","reason":"TARGETING_MATCH","value":false,"variant":"off","metadata":"#
          + #"{"sentence":"Reads.","revision":7}}"#
      ),
      (
        "ehr.access", "2", 200,
        #"{"key":"ehr.access","reason":"TARGETING_MATCH","value":"read","variant":"read","metadata":"#
          + #"{"sentence":"Reads.","revision":7}}"#
      ),
      (
        "ehr", nil, 200,
        #"{"key":"ehr","reason":"DEFAULT","value":false,"variant":"off","metadata":"#
          + #"{"sentence":"No wave holds this person.","revision":7}}"#
      ),
      (
        "old.access", "nobody", 200,
        #"{"key":"old.access","reason":"DEFAULT","value":"read","variant":"read","metadata":"#
          + #"{"sentence":"Read only.","revision":7}}"#
      ),
      (
        "a\u{1}/\\b", "1", 404,
        #"{"key":"a\u0001/\\b","errorCode":"FLAG_NOT_FOUND","errorDetails":"There is no flag with this key."}"#
      ),
    ] as [(String, String?, Int, String)])
  func singleAnswersByteForByte(_ key: String, _ subject: String?, _ status: Int, _ body: String) {
    let reply = OFREP.evaluate(key, for: OFREP.Request(targetingKey: subject), in: Self.table)
    #expect(reply.status == status)
    #expect(text(reply.body) == body)
  }

  @Test(arguments: ["ehr", "ehr.access"])
  func aScopeHidesEverythingElse(_ key: String) {
    let request = OFREP.Request(targetingKey: "1")
    #expect(OFREP.evaluate(key, for: request, in: Self.table, scope: .only(["old"])).status == 404)
    #expect(OFREP.evaluate(key, for: request, in: Self.table, scope: .only(["ehr"])).status == 200)
  }

  @Test(arguments: ["", ".access", "ehr.access.access", "EHR", "ehr.", "access"])
  func otherKeysAreNotFound(_ key: String) {
    #expect(OFREP.evaluate(key, for: OFREP.Request(targetingKey: "1"), in: Self.table).status == 404)
  }

  @Test func bulkAnswersByteForByte() {
    let stream = OFREP.EventStream(url: "https://x.example/ofrep/events?a=1")
    let reply = OFREP.evaluateAll(
      for: OFREP.Request(targetingKey: "2"), in: Self.table, scope: .only(["ehr"]), eventStream: stream)
    #expect(reply.status == 200)
    #expect(
      text(reply.body)
        == #"{"flags":[{"key":"ehr","reason":"TARGETING_MATCH","value":false,"variant":"off","metadata":"#
        + #"{"sentence":"Reads.","revision":7}},{"key":"ehr.access","reason":"TARGETING_MATCH","value":"read","#
        + #""variant":"read","metadata":{"sentence":"Reads.","revision":7}}],"metadata":{"revision":7},"#
        + #""eventStreams":[{"type":"sse","url":"https://x.example/ofrep/events?a=1","inactivityDelaySec":120}]}"#)
    let none = OFREP.evaluateAll(for: OFREP.Request(targetingKey: nil), in: Self.table, scope: .only([]))
    #expect(text(none.body) == #"{"flags":[],"metadata":{"revision":7}}"#)
  }

  @Test func bulkHoldsEverySingleAnswer() {
    for subject in ["1", "2", "3", "4", nil] {
      let request = OFREP.Request(targetingKey: subject)
      let singles = ["ehr", "ehr.access", "old", "old.access"].map {
        text(OFREP.evaluate($0, for: request, in: Self.table).body)
      }
      let bulk = text(OFREP.evaluateAll(for: request, in: Self.table).body)
      #expect(bulk == #"{"flags":["# + singles.joined(separator: ",") + #"],"metadata":{"revision":7}}"#)
    }
  }

  @Test func groupFilesByteForByte() {
    #expect(
      text(GroupFile.csv(of: Self.table))
        == "system,person,access,wave,reason\r\n"
        + "ehr,1,full,w1,\"In \"\"wave 1\"\" – since\tMonday.\"\r\nehr,2,read,,Reads.\r\n"
        + "old,\"ann \"\"a\"\"\n\",read,,Read only.\r\n")
    #expect(
      text(GroupFile.csv(of: Self.table, scope: .only(["old"]), atLeast: .none))
        == "system,person,access,wave,reason\r\nold,\"ann \"\"a\"\"\n\",read,,Read only.\r\nold,\"'=bob,\",none,w2,Off.\r\n"
    )
    #expect(
      text(GroupFile.csv(of: Self.table, scope: .only(["old"]), atLeast: .none, guardsFormulas: false))
        .contains("old,\"=bob,\",none"))
    #expect(
      text(GroupFile.json(of: Self.table))
        == #"{"revision":7,"systems":[{"system":"ehr","withoutName":0,"people":["#
        + #"{"person":"1","access":"full","wave":"w1","reason":"In \"wave 1\" – since\tMonday."},"#
        + #"{"person":"2","access":"read","reason":"Reads."}]},"#
        + #"{"system":"old","withoutName":1,"people":[{"person":"ann \"a\"\n","access":"read","reason":"Read only."}]}]}"#
    )
  }
}
