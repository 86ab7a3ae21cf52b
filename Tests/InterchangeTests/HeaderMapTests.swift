import Interchange
import Testing

@Suite struct HeaderMapTests {
  private let wanted = [
    HeaderMap.Column("person", synonyms: ["employee id", "Personalnummer"]),
    HeaderMap.Column("mail", synonyms: ["e-mail", "email address"]),
    HeaderMap.Column("site", synonyms: ["Städte"]),
    HeaderMap.Column("role"),
  ]

  @Test func namesMatchWhateverTheirSpelling() {
    let map = HeaderMap(header: ["Employee_ID", "E-MAIL", "stadte", " Rôle ", "Extra", ""], wanted: wanted)
    #expect(map.index(of: "person") == 0)
    #expect(map.index(of: "mail") == 1)
    #expect(map.index(of: "site") == 2)
    #expect(map.index(of: "role") == 3)
    #expect(map.unmatched == [4])
    #expect(map.missing.isEmpty && map.ambiguities.isEmpty)
  }

  @Test func theOwnNameCountsBeforeSynonyms() {
    let map = HeaderMap(header: ["email address", "Mail", "person", "site", "role"], wanted: wanted)
    #expect(map.index(of: "mail") == 1)
    #expect(map.unmatched == [0])
  }

  @Test func whatIsMissingOrAmbiguousIsNamed() {
    let map = HeaderMap(header: ["e mail", "Email Address", "Personalnummer", "SITE", "site"], wanted: wanted)
    #expect(map.ambiguities.map(\.name) == ["mail", "site"])
    #expect(map.ambiguities.map(\.indices) == [[0, 1], [3, 4]])
    #expect(map.missing == ["role"])
    #expect(map.index(of: "mail") == nil)
    #expect(map.index(of: "role") == nil)
    #expect(map.index(of: "person") == 2)
  }

  @Test(arguments: [("Straße", "strasse"), ("Łódź", "lodz"), ("Ærø", "aero"), ("ＡＢ１", "ab1"), ("日付", "日付")])
  func lettersBeyondAccentsMatchToo(_ cell: String, _ name: String) {
    #expect(HeaderMap(header: [cell], wanted: [HeaderMap.Column(name)]).index(of: name) == 0)
  }
}
