import Interchange
import Testing

@Suite struct YAMLDocumentTests {
  private static let programme = """
    # A programme
    programme: Ledger
    systems:
      - id: books   # the new one
        name: "Yes"
        opens: 2026-03-01
      - {id: paper, name: 'No', keeps: [1, 2]}
    notes: |
      two
      lines
    nothing:
    tilde: ~
    """

  @Test func treeKeepsOrderStyleAndPlaces() throws {
    let root = try YAMLDocument(parsing: Self.programme).root
    let entries = try #require(root.entries)
    #expect(entries.map(\.key) == ["programme", "systems", "notes", "nothing", "tilde"])
    #expect(entries.map(\.keyPosition.line) == [2, 3, 8, 11, 12])
    #expect(root["programme"]?.text == "Ledger")
    #expect(root["programme"]?.position == Position(line: 2, column: 12))

    let systems = try #require(root["systems"]?.elements)
    #expect(systems.count == 2)
    #expect(systems[0].position == Position(line: 4, column: 5))
    #expect(systems[0]["name"]?.content == .scalar("Yes", style: .quoted))
    #expect(systems[0]["name"]?.plainText == nil)
    #expect(systems[0]["opens"]?.plainText == "2026-03-01")
    #expect(systems[1]["keeps"]?.elements?.map(\.text) == ["1", "2"])
    #expect(systems[1]["keeps"]?.elements?[1].position == Position(line: 7, column: 40))
    #expect(root["notes"]?.content == .scalar("two\nlines\n", style: .block))
    #expect(root["nothing"]?.isEmpty == true)
    #expect(root["tilde"]?.isEmpty == true)
    #expect(root["absent"] == nil)
  }

  @Test func kindsHaveNames() throws {
    let root = try YAMLDocument(parsing: Self.programme).root
    #expect(root.kindName == "a mapping")
    #expect(root["systems"]?.kindName == "a list")
    #expect(root["programme"]?.kindName == "text")
    #expect(root["nothing"]?.kindName == "nothing")
    #expect(try YAMLDocument(parsing: "'~'").root.kindName == "text")
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let position: Position
    let words: String
    var related: Position?
    var testDescription: String { String(text.prefix(30)) }

    init(_ text: String, _ line: Int, _ column: Int, _ words: String, related: Position? = nil) {
      self.text = text
      position = Position(line: line, column: column)
      self.words = words
      self.related = related
    }
  }

  @Test(arguments: [
    Refusal("", 1, 1, "empty"),
    Refusal("# only a remark\n", 1, 1, "empty"),
    Refusal("a: 1\nb: 2\na: 3\n", 3, 1, "given twice", related: Position(line: 1, column: 1)),
    Refusal("x:\n  - {k: 1, 'k': 2}\n", 2, 12, "given twice", related: Position(line: 2, column: 6)),
    Refusal("a: &n 1\n", 1, 4, "anchor \"&n\""),
    Refusal("a: *n\n", 1, 4, "alias \"*n\""),
    Refusal("a: &l [1]\n", 1, 4, "anchor"),
    Refusal("a: &m {b: 1}\n", 1, 4, "anchor"),
    Refusal("a: !!int 3\n", 1, 4, "tag"),
    Refusal("a: !file x\n", 1, 4, "tag"),
    Refusal("[1, 2]: x\n", 1, 1, "key must be text"),
    Refusal("? {a: 1}\n: x\n", 1, 3, "key must be text"),
    Refusal("a: 1\n---\nb: 2\n", 2, 1, "second document"),
    Refusal("a:\n\tb: 1\n", 2, 1, "tab"),
    Refusal("a: b: c\n", 1, 5, "colon"),
    Refusal("a: [1, 2\n", 2, 1, "not closed"),
    Refusal("a: 'open\n", 2, 1, "inside quotes"),
    Refusal("a: 1\n  b: 2\n", 2, 4, "colon"),
    Refusal("a: @x\n", 1, 4, "cannot start"),
    Refusal("a: 1\nb: \u{0}\n", 2, 4, "does not allow"),
  ])
  func refusalsSayWhereAndWhat(_ refusal: Refusal) {
    let problem = #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: refusal.text) }
    #expect(problem?.position == refusal.position)
    #expect(problem?.message.contains(refusal.words) == true, "\(problem?.message ?? "")")
    #expect(problem?.suggestion.isEmpty == false)
    if let related = refusal.related { #expect(problem?.related == related) }
  }

  @Test func textTagMeansText() throws {
    let root = try YAMLDocument(parsing: "a: !!str 3\n").root
    #expect(root["a"]?.content == .scalar("3", style: .quoted))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: "])
  func deepNestingIsRefusedNotFollowed(_ opening: String) {
    let text = String(repeating: opening, count: 100_000)
    let problem = #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: text) }
    #expect(problem != nil)
  }

  @Test(arguments: [(40, 35), (900, 35), (100_000, 5)])
  func balancedNestingIsRefusedBeyondTheLimit(_ depth: Int, _ column: Int) {
    let text = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let problem = #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: text) }
    #expect(problem?.position == Position(line: 1, column: column))
    #expect(problem?.message.contains("inside one another") == true)
  }

  @Test(arguments: [1, 31, 32])
  func nestingUpToTheLimitIsRead(_ depth: Int) throws {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try YAMLDocument(parsing: text).root.kindName == "a list")
  }

  @Test func aHigherDepthThanTheParserKnowsIsStillNoTrap() {
    let text = "a: " + String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    #expect(throws: SyntaxProblem.self) {
      try YAMLDocument(parsing: text, limits: YAMLDocument.Limits(depth: .max))
    }
  }

  @Test func nodesAndBytesAreLimited() throws {
    let limits = YAMLDocument.Limits(bytes: 100, nodes: 5)
    #expect(try YAMLDocument(parsing: "[a, b, c, d]", limits: limits).root.elements?.count == 4)
    let many = #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: "[a, b, c, d, e]", limits: limits) }
    #expect(many?.position == Position(line: 1, column: 14))
    let large = String(repeating: "a", count: 101)
    #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: large, limits: limits) }
    #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: Array(large.utf8), limits: limits) }
  }

  @Test func billionLaughsStopAtTheFirstAnchor() {
    let text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n? [*c, *c]\n: d\n"
    let problem = #expect(throws: SyntaxProblem.self) { try YAMLDocument(parsing: text) }
    #expect(problem?.position == Position(line: 1, column: 4))
  }

  @Test func bytesInEveryUnicodeEncodingAreRead() throws {
    let text = "name: Zoë\n"
    let little = text.utf16.littleEndianBytes
    let big = text.utf16.bigEndianBytes
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, big] {
      let root = try YAMLDocument(parsing: bytes).root
      #expect(root["name"]?.text == "Zoë")
    }
    #expect(try YAMLDocument(parsing: "\u{FEFF}name: x").root["name"]?.text == "x")
  }

  @Test func bytesThatAreNotTextAreRefusedWhereTheyStand() {
    let problem = #expect(throws: SyntaxProblem.self) {
      try YAMLDocument(parsing: Array("a: 1\nnäme: ".utf8) + [0xE4, 0x0A])
    }
    #expect(problem?.position == Position(line: 2, column: 7))
    #expect(problem?.message.contains("UTF-8") == true)
  }

  @Test(arguments: 0..<20)
  func mutationsNeverTrap(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let original = Array(Self.programme.utf8)
    var outcomes = (read: 0, refused: 0)
    for _ in 0..<100 {
      let bytes = random.mutation(of: original, favouring: Array("[]{}:-?,&*!|>'\"%@`#\t\n\r \u{0}".utf8))
      do {
        _ = try YAMLDocument(parsing: bytes)
        outcomes.read += 1
      } catch {
        #expect(error.position.line >= 1 && error.position.column >= 1)
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read + outcomes.refused == 100)
    #expect(outcomes.refused > 0)
  }
}
