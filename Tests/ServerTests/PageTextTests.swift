import Foundation
import Operations
import Slipway
import Testing

@testable import Server

/// Random text that likes to be markup.
struct PageDice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func text(upTo length: Int) -> String {
    let pieces = [
      "<", ">", "&", "\"", "'", "*", "**", "`", "```", "\n", "\n\n", "# ", "## ", "- ", "1. ", " ", "a", "ä", "🙂",
      "<script>", "</p>", "javascript:", "\\", "%", "\u{301}", "\r\n", "_", "=", "+",
    ]
    return (0..<Int.random(in: 0...length, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }
}

@Suite struct PageTextTests {
  @Test func lessonsReadAsTheyWereWritten() {
    let html = Markdown(
      """
      ## Two *sides*

      Every posting names **two accounts** and `one < amount`.
      It goes on.

      - We pay: debit *5100 Rent*
        and credit.
      - Second **bold *and* more**

      1. First
      2. Then
      ```
      a < b && **c**
      ```
      """
    ).html
    #expect(
      html == """
        <h2>Two <em>sides</em></h2>
        <p>Every posting names <strong>two accounts</strong> and <code>one &lt; amount</code>.
        It goes on.</p>
        <ul>
        <li>We pay: debit <em>5100 Rent</em> and credit.</li>
        <li>Second <strong>bold <em>and</em> more</strong></li>
        </ul>
        <ol>
        <li>First</li>
        <li>Then</li>
        </ol>
        <pre><code>a &lt; b &amp;&amp; **c**</code></pre>

        """)
  }

  @Test(arguments: ["2 * 3 * 4", "a ** b", "**never closed", "`never closed", "*", "****", "* *"])
  func marksWithoutPartnersLoseNothing(_ text: String) {
    let html = Markdown("x " + text).html
    #expect(PageTextTests.words(html).filter { !" *`".contains($0) } == "x\(text)".filter { !" *`".contains($0) })
    #expect(PageTextTests.isBalanced(html))
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func noTextBecomesMarkup(_ seed: UInt64) {
    var dice = PageDice(seed: seed)
    let html = Markdown(dice.text(upTo: 80)).html
    let tags = /<\/?(h2|h3|h4|p|ul|ol|li|strong|em|code|pre)>/.matchingSemantics(.unicodeScalar)
    let plain = html.replacing(tags, with: "")
    #expect(!plain.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) })
    let names = /&(lt|gt|amp|quot|#39);/.matchingSemantics(.unicodeScalar)
    #expect(!plain.replacing(names, with: "").unicodeScalars.contains("&"))
    #expect(PageTextTests.isBalanced(html))
  }

  @Test func aLongTextOfMarksIsReadInLinearTime() {
    let html = Markdown(String(repeating: "`*", count: 50_000) + "x").html
    #expect(html.contains("x"))
  }

  private static func words(_ html: String) -> String {
    html.replacing(/<[^>]*>/, with: "").replacing("\n", with: "")
  }

  /// Whether every tag closes the one opened last.
  private static func isBalanced(_ html: String) -> Bool {
    var open: [Substring] = []
    for tag in html.matches(of: /<(\/?)([a-z0-9]+)>/.matchingSemantics(.unicodeScalar)) {
      if tag.output.1.isEmpty {
        open.append(tag.output.2)
      } else if open.popLast() != tag.output.2 {
        return false
      }
    }
    return open.isEmpty
  }

  @Test(arguments: [
    (
      "{\"a\":1,\"b\":[],\"c\":{\"d\":\"x,{y}\\\"\"}}",
      "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": {\n    \"d\": \"x,{y}\\\"\"\n  }\n}"
    ),
    ("[1,2]", "[\n  1,\n  2\n]"), ("plain", "plain"), ("", ""),
  ])
  func storedBytesAreLaidOut(_ stored: String, _ shown: String) { #expect(JSONText.laidOut(stored) == shown) }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func layingOutNeverLosesACharacterOfAString(_ seed: UInt64) {
    var dice = PageDice(seed: seed)
    let text = dice.text(upTo: 40).replacing("\\", with: "").replacing("\"", with: "")
    #expect(JSONText.laidOut("{\"k\":\"\(text)\"}") == "{\n  \"k\": \"\(text)\"\n}")
    func dense(_ text: String) -> [UInt8] { text.utf8.filter { ![9, 10, 13, 32].contains($0) } }
    let any = dice.text(upTo: 40) + "]}]"
    #expect(dense(JSONText.laidOut(any)) == dense(any))
  }

  @Test(arguments: [
    ("2026-05-11T09:05:00Z", "Mon 11 May 2026, 09:05"), ("2024-02-29", "Thu 29 Feb 2024"),
    ("1969-12-31", "Wed 31 Dec 1969"), ("2026-03-01T23:59:59Z", "Sun 1 Mar 2026, 23:59"),
  ])
  func datesAreSaidInWords(_ text: String, _ words: String) { #expect(Stamp(text)?.words == words) }

  @Test func whatIsNoDateHasNoStamp() {
    #expect(Stamp("soon") == nil && Stamp(nil) == nil && Stamp("") == nil)
  }

  @Test func theBarGivesEveryoneAPlace() {
    let ledger = EveryoneView(
      headcount: 60, live: 20, scheduled: 10, held: 15, excepted: 5, uncovered: 10, isComplete: false)
    let widths = LedgerBar(ledger).svg.matches(of: /class="bar-(?!ground)[a-z]+" x="\d+" y="0" width="(\d+)"/)
      .compactMap { Int($0.output.1) }
    #expect(widths.count == 5)
    #expect(widths.reduce(0, +) == 1_000)
  }
}
