import Admission
import Testing

@Suite struct AccessTableTests {
  private static let systems = [
    SystemEntry(key: "books", defaultSentence: "Not yet planned."),
    SystemEntry(key: "paper", defaultAccess: .full, defaultSentence: "Everybody keeps it.", aliasSet: "login"),
    SystemEntry(key: "archive", defaultAccess: .read, defaultSentence: "Read only.", aliasSet: "login"),
  ]

  private static func table(
    revision: Int = 1, order: [Int] = [0, 1, 2], systems: [SystemEntry] = systems,
    change: (inout AccessTable.Builder, [Int: Int]) -> Void = { _, _ in }
  ) -> AccessTable {
    var builder = AccessTable.Builder(revision: revision, systems: systems)
    var indices: [Int: Int] = [:]
    for number in order {
      let person = builder.addPerson(stableNumber: 100 + number)
      indices[number] = person
      builder.addAlias("login\(number)", ofPerson: person, inSet: "login")
      builder.set(
        number == 0 ? .full : .none,
        because: Reason(kind: .targetingMatch, wave: "w1", sentence: "In wave 1 or not."), ofPerson: person, in: 0)
    }
    change(&builder, indices)
    return builder.build()
  }

  @Test func accessIsOrdered() {
    #expect(Access.none < .read && .read < .full)
    #expect(Access.allCases.map(\.name) == ["none", "read", "full"])
  }

  @Test func peopleAreFoundByTheNameOfEachSystem() throws {
    let table = Self.table()
    let inside = try #require(table.answer(system: "books", alias: "100"))
    #expect(inside.access == .full && inside.reason.wave == "w1" && inside.isKnown && inside.revision == 1)
    #expect(table.answer(system: "books", alias: "login0")?.isKnown == false)
    #expect(table.answer(system: "paper", alias: "login0")?.isKnown == true)
    #expect(table.answer(system: "paper", alias: "100")?.isKnown == false)
    #expect(table.alias(ofPerson: 0, in: 0) == "100")
    #expect(table.alias(ofPerson: 0, in: 1) == "login0")
  }

  @Test(arguments: [nil, "", "nobody", "0100", "+100", " 100"])
  func strangersGetTheDefault(_ alias: String?) throws {
    let table = Self.table()
    let books = try #require(table.answer(system: "books", alias: alias))
    #expect(books == Answer(access: .none, reason: Self.systems[0].defaultReason, revision: 1, isKnown: false))
    #expect(table.answer(system: "paper", alias: alias)?.access == .full)
    #expect(table.answer(system: "archive", alias: alias)?.reason.kind == .byDefault)
    #expect(table.answer(system: "elsewhere", alias: alias) == nil)
  }

  @Test(arguments: [(-1, 0), (3, 0), (0, -1), (0, 3), (.max, .max), (.min, .min)])
  func indicesOutsideHaveNoAnswer(_ system: Int, _ person: Int) {
    let table = Self.table()
    #expect(table.answer(systemAt: system, person: person) == nil)
    #expect(table.alias(ofPerson: person, in: system) == nil)
    #expect(table.answer(systemAt: system, alias: "100") == nil || system == 0)
    #expect(table.person("100", in: system) == nil || system == 0)
  }

  @Test func aNameThatTwoPeopleClaimFindsNeither() {
    let table = Self.table { builder, people in
      builder.addAlias("login0", ofPerson: people[1] ?? 0, inSet: "login")
      builder.addAlias("login0", ofPerson: people[0] ?? 0, inSet: "login")
      builder.addAlias("login2", ofPerson: people[2] ?? 0, inSet: "login")
      builder.addPerson(stableNumber: 101)
    }
    #expect(table.answer(system: "paper", alias: "login0")?.isKnown == false)
    #expect(table.answer(system: "paper", alias: "login2")?.isKnown == true)
    #expect(table.answer(system: "books", alias: "101")?.isKnown == false)
    #expect(table.alias(ofPerson: 0, in: 1) == nil)
    #expect(
      table.conflicts == [
        AliasConflict(aliasSet: nil, alias: "101"), AliasConflict(aliasSet: "login", alias: "login0"),
      ])
  }

  @Test func orderDoesNotChangeTheTag() {
    let tag = Self.table().etag()
    #expect(tag.count == 18 && tag.hasPrefix("\"") && tag.hasSuffix("\""))
    #expect(Self.table(order: [2, 0, 1]).etag() == tag)
    let kept = Self.table { builder, _ in _ = builder.keep(Reason(kind: .split, sentence: "Used by nobody.")) }
    #expect(kept.etag() == tag)
  }

  @Test func everyChangeOfAnAnswerChangesTheTag() {
    let reason = Reason(kind: .targetingMatch, wave: "w1", sentence: "In wave 1 or not.")
    func changed(_ change: @escaping (inout AccessTable.Builder, Int) -> Void) -> String {
      Self.table { builder, people in change(&builder, people[1] ?? 0) }.etag()
    }
    var entries = Self.systems
    entries[1] = SystemEntry(
      key: "paper", defaultAccess: .none, defaultSentence: "Everybody keeps it.", aliasSet: "login")
    var worded = Self.systems
    worded[2] = SystemEntry(key: "archive", defaultAccess: .read, defaultSentence: "Reading only.", aliasSet: "login")
    let tags = [
      Self.table().etag(),
      Self.table(revision: 2).etag(),
      Self.table(systems: entries).etag(),
      Self.table(systems: worded).etag(),
      changed { $0.set(.read, because: reason, ofPerson: $1, in: 0) },
      changed { $0.set(.full, because: reason, ofPerson: $1, in: 0) },
      changed { $0.set(.none, because: reason, ofPerson: $1, in: 2) },
      changed {
        $0.set(.none, because: Reason(kind: .split, wave: "w1", sentence: reason.sentence), ofPerson: $1, in: 0)
      },
      changed { $0.set(.none, because: Reason(kind: .targetingMatch, sentence: reason.sentence), ofPerson: $1, in: 0) },
      changed {
        $0.set(.none, because: Reason(kind: .targetingMatch, wave: "w1", sentence: "No."), ofPerson: $1, in: 0)
      },
      changed { $0.addAlias("other", ofPerson: $1, inSet: "login") },
      changed { $0.addAlias("login0", ofPerson: $1, inSet: "login") },
      changed { builder, _ in builder.addPerson(stableNumber: 999) },
      Self.table().etag(subject: "100"),
      Self.table().etag(subject: ""),
      Self.table().etag(scope: .only(["books"])),
    ]
    #expect(Set(tags).count == tags.count)
  }

  @Test func theTagOfAScopeIgnoresWhatIsOutside() {
    let reason = Reason(kind: .split, sentence: "Early.")
    let other = Self.table { builder, people in builder.set(.full, because: reason, ofPerson: people[1] ?? 0, in: 0) }
    #expect(other.etag(scope: .only(["paper", "archive"])) == Self.table().etag(scope: .only(["paper", "archive"])))
    #expect(other.etag(scope: .only(["books"])) != Self.table().etag(scope: .only(["books"])))
  }

  @Test(arguments: 0..<50)
  func answersAgreeWithADictionary(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let systems = (0..<Int.random(in: 1...5, using: &random)).map { index in
      SystemEntry(
        key: "s\(index)", defaultAccess: Access.allCases.randomElement(using: &random) ?? .none,
        defaultSentence: "default \(index)",
        aliasSet: [nil, "login", "mail", "unused"].randomElement(using: &random) ?? nil)
    }
    var builder = AccessTable.Builder(revision: seed, systems: systems)
    var claims: [String: Set<Int>] = [:]
    var cells: [String: (Access, Reason)] = [:]
    for person in 0..<Int.random(in: 0...60, using: &random) {
      let number = Int.random(in: 0...200, using: &random)
      #expect(builder.addPerson(stableNumber: number) == person)
      claims["/\(number)", default: []].insert(person)
      for set in ["login", "mail"] where Bool.random(using: &random) {
        let alias = "n\(Int.random(in: 0...80, using: &random))"
        builder.addAlias(alias, ofPerson: person, inSet: set)
        claims["\(set)/\(alias)", default: []].insert(person)
      }
      for (system, _) in systems.enumerated() where Bool.random(using: &random) {
        let access = Access.allCases.randomElement(using: &random) ?? .none
        let reason = Reason(kind: .split, wave: "w", sentence: "reason \(Int.random(in: 0...5, using: &random))")
        builder.set(access, because: reason, ofPerson: person, in: system)
        cells["\(system)/\(person)"] = (access, reason)
      }
    }
    let table = builder.build()
    for (index, system) in systems.enumerated() {
      for alias in (0...200).map({ "\($0)" }) + (0...80).map({ "n\($0)" }) {
        let claimed = claims["\(system.aliasSet ?? "")/\(alias)"] ?? []
        let person = claimed.count == 1 ? claimed.first : nil
        let expected = person.flatMap { cells["\(index)/\($0)"] } ?? (system.defaultAccess, system.defaultReason)
        let answer = table.answer(system: system.key, alias: alias)
        #expect(
          answer
            == Answer(access: expected.0, reason: expected.1, revision: seed, isKnown: person != nil))
      }
    }
  }
}
