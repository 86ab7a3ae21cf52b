import Interchange
import Testing

@Suite struct CSVDocumentTests {
  private func parse(_ text: String) throws -> ParsedCSV { try CSVDocument.parse(Array(text.utf8)) }

  @Test func quotesLinesAndEndingsByHand() throws {
    let table = try parse("id, name ,note\r\n1,Ann,\"a \"\"b\"\"\"\n2,\"Bo,\rB\",\r3,,\"x\r\ny\"\r\n\r\n4,D,e")
    #expect(table.header == ["id", "name", "note"])
    #expect(table.delimiter == .comma)
    #expect(table.rows.map(\.line) == [2, 3, 5, 8])
    #expect(
      table.rows.map(\.fields) == [
        ["1", "Ann", "a \"b\""], ["2", "Bo,\rB", ""], ["3", "", "x\r\ny"], ["4", "D", "e"],
      ])
    #expect(table.problems.isEmpty)
    #expect(table.rows.allSatisfy { $0.isSound })
  }

  @Test(arguments: [
    ("a;b;c\n1;2,5;3\n", CSVDelimiter.semicolon), ("a\tb\n1\t2\n", .tab), ("a,b\n1,2\n", .comma),
    ("\"x;y;z\",b\n1,2\n", .comma), ("one\n1\n", .comma), ("\n\na;b\n1;2\n", .semicolon),
    ("sep=;\r\na,a;b\n1;2\n", .semicolon),
  ])
  func delimiterIsRecognised(_ text: String, _ delimiter: CSVDelimiter) throws {
    let table = try parse(text)
    #expect(table.delimiter == delimiter)
    #expect(table.rows.count == 1)
    #expect(table.problems.isEmpty)
  }

  @Test func theSeparatorLineCountsAsALine() throws {
    #expect(try parse("sep=;\r\na;b\r\n1;2\r\n").rows.map(\.line) == [3])
    #expect(try parse("sep=1,b\n1,2\n").header == ["sep=1", "b"])
  }

  @Test func problemsStayWithTheirRows() throws {
    let table = try parse("a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,x\"y,3\n\"1\"z,2,3\n1,2,3\n")
    #expect(table.rows.map(\.isSound) == [false, true, false, false, false, true])
    #expect(table.problems.map(\.row) == [2, 4, 5, 6])
    #expect(table.problems.map(\.line) == [2, 4, 5, 6])
    #expect(table.problems.map(\.column) == [2, 4, 2, 1])
    #expect(table.problems[0].message == "The row has 2 fields; the header has 3 fields.")
    #expect(table.rows[3].fields == ["1", "x\"y", "3"])
    #expect(table.rows[4].fields == ["1z", "2", "3"])
  }

  @Test func anUnclosedQuoteSpoilsOneLine() throws {
    let table = try parse("a,b\n1,\"open\n2,x\n3,y\n")
    #expect(table.problems.map(\.message) == ["The quote opened on line 2 is not closed."])
    #expect(table.problems.map(\.column) == [2])
    #expect(table.rows.map(\.fields) == [["1", "open"], ["2", "x"], ["3", "y"]])
    #expect(table.rows.map(\.isSound) == [false, true, true])
    #expect(table.rows.map(\.line) == [2, 3, 4])
  }

  @Test func anUnclosedQuoteDoesNotSwallowALaterQuotedField() throws {
    let table = try parse("a,b\n1,\"open\n2,x\n3,\"y,\nz\"\n4,w\n")
    #expect(table.problems.map(\.row) == [2])
    #expect(table.rows.map(\.line) == [2, 3, 4, 6])
    #expect(table.rows[2].fields == ["3", "y,\nz"])
  }

  @Test func blankRecordsArePassedOver() throws {
    #expect(try parse("a,b\n\n,\n1,2\n,\n").rows.map(\.line) == [4])
    #expect(try parse("a,b\n\"\",\n").rows.map(\.fields) == [["", ""]])
  }

  @Test(arguments: ["", "\n\n", "\u{FEFF}", ",,\n1,2,3"])
  func aTableNeedsAHeader(_ text: String) {
    if text.hasPrefix(",") {
      #expect((try? parse(text))?.header == ["1", "2", "3"])
    } else {
      #expect(throws: SyntaxProblem.self) { try parse(text) }
    }
  }

  @Test func sizeIsLimited() {
    #expect(throws: SyntaxProblem.self) { try CSVDocument.parse(Array("a\n1\n".utf8), maximumBytes: 3) }
  }

  @Test func encodingsAreRecognised() throws {
    let text = "Name;Ort\nZoë;Köln\n"
    let little = text.utf16.littleEndianBytes
    let big = text.utf16.bigEndianBytes
    let western = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let cases: [([UInt8], TextEncoding)] = [
      (Array(text.utf8), .utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8WithMark),
      ([0xFF, 0xFE] + little, .utf16LittleEndian), (little, .utf16LittleEndian),
      ([0xFE, 0xFF] + big, .utf16BigEndian), (big, .utf16BigEndian), (western, .windows1252),
    ]
    for (bytes, encoding) in cases {
      let table = try CSVDocument.parse(bytes)
      #expect(table.encoding == encoding)
      #expect(table.header == ["Name", "Ort"])
      #expect(table.rows.map(\.fields) == [["Zoë", "Köln"]])
      #expect(table.problems.isEmpty)
    }
  }

  @Test func windows1252HasItsOwnQuotesAndEuro() throws {
    let table = try CSVDocument.parse([0x61, 0x0A, 0x80, 0x93, 0x94, 0x9F, 0xFC, 0x81, 0x0A])
    #expect(table.rows[0].fields == ["€“”Ÿü\u{81}"])
  }

  @Test func textThatCannotBeDecodedIsReportedWhereItStands() throws {
    // A lone high surrogate, and an odd byte at the end.
    let units: [UInt16] = Array("a,b\n1,".utf16) + [0xD83D] + Array("\n2,3\n".utf16)
    let bytes = [0xFF, 0xFE] + units.littleEndianBytes + [0x34]
    let table = try CSVDocument.parse(bytes)
    #expect(table.problems.map(\.line) == [2, 4])
    #expect(table.problems.map(\.column) == [2, 1])
    #expect(table.rows.map(\.isSound) == [false, true, false])
    let zero = try CSVDocument.parse(Array("a,b\n1,\u{0}\n".utf8))
    #expect(zero.problems.map(\.message) == ["The field holds a zero byte."])
  }

  @Test(arguments: 0..<20)
  func mutationsNeverTrap(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let original = Array("id;name;note\r\n1;\"Ann; \"\"A\"\"\";x\r\n2;Bö;\"two\nlines\"\r\n3;;\n".utf8)
    var rows = 0
    for _ in 0..<100 {
      let bytes = random.mutation(of: original, favouring: [0x22, 0x3B, 0x2C, 0x0A, 0x0D, 0x09, 0x00, 0xFF, 0xFE])
      guard let table = try? CSVDocument.parse(bytes) else { continue }
      rows += table.rows.count
      let unsound = Set(table.rows.filter { !$0.isSound }.map(\.line))
      #expect(unsound.isSubset(of: table.problems.map(\.row)))
      #expect(table.rows.allSatisfy { !$0.isSound || $0.fields.count == table.header.count })
      #expect(table.problems.allSatisfy { $0.line >= $0.row && $0.column >= 1 })
    }
    #expect(rows > 0)
  }

  @Test(arguments: 0..<50)
  func quoteHeavyInputIsReadInOnePass(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let alphabet: [UInt8] = [0x22, 0x22, 0x0A, 0x2C, 0x61]
    let body = (0..<60_000).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    let table = try CSVDocument.parse(Array("a,b\n".utf8) + body)
    #expect(table.rows.last.map { $0.line <= 1 + body.count { $0 == 0x0A } + 1 } == true)
    #expect(table.rows.map(\.line) == table.rows.map(\.line).sorted())
  }
}
