import Interchange
import Testing

@Suite struct CSVWriterTests {
  @Test func bytesByHand() {
    var writer = CSVWriter(guardsFormulas: false)
    writer.append(["id", "na,me", "sep=;"])
    writer.append(["1", "say \"hi\"", "two\nlines"])
    writer.append(["", "", ""])
    writer.append([])
    writer.append(["=1+1", "-5", "ü"])
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "id,\"na,me\",\"sep=;\"\r\n1,\"say \"\"hi\"\"\",\"two\nlines\"\r\n\"\",,\r\n=1+1,-5,ü\r\n")
  }

  @Test func formulasAreGuardedWhenAsked() {
    var writer = CSVWriter(delimiter: .semicolon, guardsFormulas: true, writesMark: true)
    writer.append(["=1", "+1", "-1", "@x", "\tx", "\rx", "a=1", ""])
    #expect(writer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(
      String(decoding: writer.bytes.dropFirst(3), as: UTF8.self)
        == "'=1;'+1;'-1;'@x;\"'\tx\";\"'\rx\";a=1;\r\n")
  }

  @Test(arguments: 0..<200)
  func whatIsWrittenIsReadBack(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let pieces = ["\"", "\n", "\r", "\r\n", ",", ";", "\t", " ", "a", "ß", "漢", "😀", "=", "\u{FEFF}", "sep=", "'"]
    func field() -> String {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let width = Int.random(in: 1...6, using: &random)
    let header = (0..<width).map { "column;\($0)\"" }
    let rows = (0..<Int.random(in: 0...30, using: &random)).map { _ in (0..<width).map { _ in field() } }
    let delimiter = CSVDelimiter.allCases.randomElement(using: &random) ?? .comma
    var writer = CSVWriter(delimiter: delimiter, guardsFormulas: false, writesMark: Bool.random(using: &random))
    writer.append(header)
    for row in rows { writer.append(row) }
    let table = try CSVDocument.parse(writer.bytes)
    #expect(table.header == header)
    #expect(table.rows.map(\.fields) == rows)
    #expect(table.problems.isEmpty)
    if width > 1 { #expect(table.delimiter == delimiter) }
  }
}
