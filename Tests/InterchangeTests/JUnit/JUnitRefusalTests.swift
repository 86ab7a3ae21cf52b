import Interchange
import Testing

@Suite struct JUnitRefusalTests {
  private func problem(_ bytes: [UInt8], limits: JUnitReport.Limits = .init()) -> SyntaxProblem? {
    do throws(SyntaxProblem) {
      _ = try JUnitReport(parsing: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  private func problem(_ text: String, limits: JUnitReport.Limits = .init()) -> SyntaxProblem? {
    problem(Array(text.utf8), limits: limits)
  }

  @Test(arguments: [
    ("", "1:1: The document has no element."),
    ("  \n<!-- c -->", "2:11: The document has no element."),
    ("{}", "1:1: Text stands outside the root element."),
    ("&lt;", "1:1: Text stands outside the root element."),
    ("<html/>", "1:1: The root element is “html”, not “testsuites” or “testsuite”."),
    ("<testsuite>", "1:1: The element “testsuite” is not closed."),
    ("<testsuite>\n <a>", "2:2: The element “a” is not closed."),
    ("<testsuite></testsuites>", "1:12: “</testsuites>” stands here where “</testsuite>” is expected."),
    ("<testsuite/></testsuite>", "1:13: “</testsuite>” stands here where no element is open."),
    ("<testsuite/><testsuite/>", "1:13: A second root element begins."),
    ("<testsuite/>x", "1:13: Text stands outside the root element."),
    ("<testsuite/><![CDATA[x]]>", "1:13: Text stands outside the root element."),
    ("<testsuite name='a' name='b'/>", "1:21: The attribute “name” is given twice."),
    ("<testsuite name='a'id='b'/>", "1:20: The tag “testsuite” is malformed"),
    ("<testsuite name/>", "1:16: The attribute “name” has no value."),
    ("<testsuite name=a/>", "1:17: The value of “name” is not in quotes."),
    ("<testsuite name='a/>", "1:12: The value of “name” is not closed."),
    ("<testsuite name='<'/>", "1:18: A “<” stands inside a value."),
    ("<testsuite / >", "1:13: The tag “testsuite” is malformed"),
    ("<testsuite", "1:11: The tag “testsuite” is malformed"),
    ("<1/>", "1:2: Here an element’s name is expected."),
    ("< testsuite/>", "1:2: Here an element’s name is expected."),
    ("<testsuite>]]></testsuite>", "1:12: “]]>” stands in text."),
    ("<testsuite><![CDATA[x]]</testsuite>", "1:12: The text in “<![CDATA[” is not closed."),
    ("<testsuite><!-- a -- b --></testsuite>", "1:19: “--” stands inside a comment."),
    ("<testsuite><!-- a</testsuite>", "1:12: The comment is not closed."),
    ("<testsuite><?a b</testsuite>", "1:12: The instruction “<?a” is not closed."),
    ("<testsuite><?xml version='1.0'?></testsuite>", "1:12: “<?xml” stands inside the document."),
    (" <?xml version='1.0'?><testsuite/>", "1:2: “<?xml” stands inside the document."),
    ("<testsuite>&nbsp;</testsuite>", "1:12: “&” begins no character that XML knows by itself."),
    ("<testsuite>a & b</testsuite>", "1:14: “&” begins no character that XML knows by itself."),
    ("<testsuite>&#x;</testsuite>", "1:12: The number of a character is malformed."),
    ("<testsuite>&#10</testsuite>", "1:12: The number of a character is malformed."),
    ("<testsuite>&#0;</testsuite>", "1:12: The reference names a character that is not allowed"),
    ("<testsuite>&#xD800;</testsuite>", "1:12: The reference names a character that is not allowed"),
    ("<testsuite>&#99999999999999999999999;</testsuite>", "1:12: The reference names a character that is not allowed"),
    ("<testsuite name='&#x110000;'/>", "1:18: The reference names a character that is not allowed"),
    ("<testsuite>\u{1B}[31m</testsuite>", "1:12: The character number 27 is not allowed in XML."),
    ("<testsuite>\u{FFFF}</testsuite>", "1:12: The character number 65535 is not allowed in XML."),
    ("<testsuite>ä\u{0}</testsuite>", "1:13: The character number 0 is not allowed in XML."),
    ("<testsuite><testcase/></testsuite>", "1:12: The test case has no name."),
    ("<testsuite>\n<testcase name='a'>\n<testcase name='b'/></testcase></testsuite>", "3:1: A test case stands inside"),
    ("<testsuite><!ELEMENT a ANY></testsuite>", "1:12: “<!” begins neither a comment nor text."),
    ("<!ENTITY a 'b'><testsuite/>", "1:1: “<!” begins neither a comment nor text."),
    ("<?xml versio='1.0'?><testsuite/>", "1:1: The XML declaration is malformed."),
    ("<?xml version='2.0'?><testsuite/>", "1:1: The XML declaration is malformed."),
    ("<?xml version='1.0' standalone='yes' encoding='UTF-8'?><testsuite/>", "1:1: The XML declaration is malformed."),
    ("<?xml version='1.0'><testsuite/>", "1:1: The XML declaration is malformed."),
    ("<?xml version='1.0' encoding='EBCDIC-US'?><testsuite/>", "1:1: The encoding “EBCDIC-US” is not read"),
    ("<?xml version='1.0' encoding='UTF-16'?><testsuite/>", "1:1: The encoding “UTF-16” is not read"),
  ])
  func namesThePlaceAndWhatToDo(_ text: String, _ beginning: String) throws {
    let found = try #require(problem(text))
    #expect(found.description.hasPrefix(beginning), "\(found)")
    #expect(!found.suggestion.isEmpty)
  }

  private static let documentTypes = [
    "<!DOCTYPE testsuite><testsuite/>",
    "<?xml version=\"1.0\"?>\n<!doctype a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><testsuite name=\"&c;\"/>",
    "<!-- c --><?pi?>\n \t<!DocType a SYSTEM 'file:///etc/hostname'><testsuite/>",
    "<testsuite><!DOCTYPE a></testsuite>",
    "<testsuite/><!DOCTYPE a>",
  ]

  @Test(arguments: documentTypes)
  func documentTypesAreRefusedInEveryEncoding(_ text: String) throws {
    let little = text.utf16.littleEndianBytes
    let big = text.utf16.bigEndianBytes
    for bytes in [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big,
    ] {
      let found = try #require(problem(bytes))
      #expect(found.message.contains("document type"), "\(found)")
    }
  }

  /// In a comment or in text it is only words, such as a page that a test was shown.
  @Test func wordsAboutDocumentTypesAreRead() throws {
    let text =
      "<!-- <!DOCTYPE a> --><testsuite><testcase name='a'>"
      + "<failure><![CDATA[<!DOCTYPE html>]]></failure></testcase></testsuite>"
    #expect(try JUnitReport(parsing: Array(text.utf8)).cases.first?.detail == "<!DOCTYPE html>")
  }

  @Test func encodingsAreRecognised() throws {
    let text = "<?xml version=\"1.0\"?><testsuite name=\"Zoë ✓\"><testcase name='a'/></testsuite>"
    let little = text.utf16.littleEndianBytes
    let big = text.utf16.bigEndianBytes
    for bytes in [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big,
    ] {
      #expect(try JUnitReport(parsing: bytes).cases.map(\.suite) == ["Zoë ✓"])
    }
    let full = "<?xml version='1.0' encoding='UTF-8' standalone='no' ?><testsuite/>"
    #expect(try JUnitReport(parsing: Array(full.utf8)).cases.isEmpty)
    for name in ["ISO-8859-1", "iso-8859-1", "latin1"] {
      let head = Array("<?xml version='1.0' encoding='\(name)'?><testsuite name='Zo".utf8)
      let bytes = head + [0xEB] + Array("'><testcase name='a'/></testsuite>".utf8)
      #expect(try JUnitReport(parsing: bytes).cases.map(\.suite) == ["Zoë"])
    }
  }

  @Test func bytesThatAreNoTextAreRefusedWhereTheyStand() throws {
    let bytes = Array("<testsuite>\nnä".utf8) + [0xE4] + Array("</testsuite>".utf8)
    let found = try #require(problem(bytes))
    #expect(found.position == Position(line: 2, column: 3))
    #expect(found.message.contains("UTF-8"))
    #expect(problem([0xFF, 0xFE, 0x3C])?.message.contains("UTF-16") == true)
    #expect(problem([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0])?.message.contains("UTF-32") == true)
    #expect(problem([0, 0, 0, 0x3C])?.message.contains("UTF-32") == true)
  }

  @Test func lineEndsCountOnceInValuesAndText() throws {
    let text = "<testsuite><testcase name='a\r\nb\tc&#10;d'><failure>x\r\ny\rz</failure></testcase></testsuite>"
    let found = try #require(try JUnitReport(parsing: Array(text.utf8)).cases.first)
    #expect(found.name == "a b c\nd")
    #expect(found.detail == "x\ny\nz")
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int, closed: Bool) -> String {
      let open = String(repeating: "<testsuite>", count: depth)
      return closed ? open + String(repeating: "</testsuite>", count: depth) : open
    }
    #expect(problem(nested(64, closed: true)) == nil)
    for closed in [true, false] {
      let found = try #require(problem(nested(65, closed: closed)))
      #expect(found.message == "More than 64 elements lie inside one another here.")
      #expect(found.position == Position(line: 1, column: 64 * 11 + 1))
      #expect(problem(nested(200_000, closed: closed)) == found)
    }
    #expect(problem("<testsuite/>", limits: .init(depth: 0)) != nil)
  }

  @Test func bytesAndCasesAreLimited() throws {
    let text = "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>"
    #expect(problem(text, limits: .init(cases: 2)) == nil)
    #expect(problem(text, limits: .init(cases: 1))?.position == Position(line: 1, column: 32))
    #expect(problem(text, limits: .init(bytes: text.utf8.count)) == nil)
    #expect(problem(text, limits: .init(bytes: text.utf8.count - 1))?.message.contains("larger") == true)
    // Runs of one case count, too: merging them must not make room.
    let same = "<testsuite>" + String(repeating: "<testcase name='a'/>", count: 11) + "</testsuite>"
    #expect(problem(same, limits: .init(cases: 10)) != nil)
  }

  /// A long name above many suites would be copied into the path of each.
  @Test func pathsMayNotOutgrowTheReport() throws {
    let inner = String(repeating: "<testsuite name='b'><testcase name='c'/></testsuite>", count: 100)
    let text = "<testsuite name='\(String(repeating: "a", count: 900))'>\(inner)</testsuite>"
    #expect(problem(text) == nil)
    let found = try #require(problem(text, limits: .init(bytes: 50_000)))
    #expect(found.message == "The names of the suites are too long for so many suites.")
  }

  @Test func attributesAreLimited() throws {
    let many = (0..<201).map { "a\($0)=''" }.joined(separator: " ")
    #expect(problem("<testsuite \(many)/>")?.message == "The element has more than 200 attributes.")
  }

  /// Cut off anywhere, a report gives an error that lies within it.
  @Test(arguments: JUnitSpecimens.all)
  func refusesEveryBeginning(_ text: String) throws {
    let bytes = Array(text.utf8)
    let lines = bytes.count(where: { $0 == 0x0A }) + 1
    for length in bytes.indices {
      let found = try #require(problem(Array(bytes[..<length])))
      #expect((1...lines).contains(found.position.line))
    }
  }

  @Test(arguments: 0..<20)
  func mutationsNeverTrap(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var outcomes = (read: 0, refused: 0)
    for round in 0..<50 {
      let original = Array(JUnitSpecimens.all[round % JUnitSpecimens.all.count].utf8)
      let bytes = random.mutation(of: original, favouring: Array("<>/&;!?-[]='\"# :\n\r\u{0}é".utf8))
      do throws(SyntaxProblem) {
        let report = try JUnitReport(parsing: bytes)
        #expect(report.cases.allSatisfy { $0.runs >= 1 && $0.message.count <= 400 && $0.detail.utf8.count <= 8_192 })
        outcomes.read += 1
      } catch {
        #expect(error.position >= .start && !error.suggestion.isEmpty)
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read > 0 && outcomes.refused > 0)
  }
}
