import Foundation
import Testing

@testable import Execution

@Suite struct JSONValueTests {
  private func parse(_ text: String) -> JSONValue? { JSONParser.parse(Array(text.utf8)) }

  @Test(arguments: [
    ("1", "1.0"), ("100", "1e2"), ("0.1", "1E-1"), ("-0", "0"), ("0.0e9", "0"), ("12300", "1.23e+4"),
    (#"{"a":1,"b":[2,{}]}"#, #" { "b" : [ 2.0 , { } ] , "a" : 1 } "#), (#""A\u00e9\ud83d\ude00/""#, #""Aé😀\/""#),
    ("123456789012345678901234567890", "1.2345678901234567890123456789e29"), ("null", " null\n"),
  ])
  func sameMeaningIsEqual(_ left: String, _ right: String) {
    #expect(parse(left) != nil)
    #expect(parse(left) == parse(right))
  }

  @Test(arguments: [
    ("1", "2"), ("1", "true"), ("1", #""1""#), ("0", "null"), ("[1,2]", "[2,1]"), ("1", "-1"), ("{}", "[]"),
    ("10", "1"),
    ("9007199254740993", "9007199254740992"), (#"{"a":1}"#, #"{"a":1,"b":null}"#), ("1e400", "1e401"), ("0.10", "0.01"),
  ])
  func otherMeaningIsNot(_ left: String, _ right: String) {
    #expect(parse(left) != nil && parse(right) != nil)
    #expect(parse(left) != parse(right))
  }

  @Test(arguments: [
    "", " ", "01", "1.", ".5", "+1", "1e", "--1", "nul", "truex", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}",
    "{\"a\":1,}", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\n\"", "1 2", "[", "]", "\u{FEFF}1",
  ])
  func whatIsNotJSONIsRefused(_ text: String) {
    #expect(parse(text) == nil)
  }

  @Test func nestingAndBytesDoNoHarm() {
    #expect(JSONParser.parse([UInt8](repeating: 91, count: 1_000_000)) == nil)
    #expect(parse(String(repeating: "[", count: 128) + String(repeating: "]", count: 128)) != nil)
    #expect(parse(String(repeating: "[", count: 129) + String(repeating: "]", count: 129)) == nil)
    #expect(JSONParser.parse([34, 0xFF, 34]) == nil)
    #expect(parse("1e99999999999999999999") == parse("1e99999999999999999998"))
    #expect(parse("-1e-99999999999999999999") != parse("1e-99999999999999999999"))
  }

  /// Damaged documents are refused or read, the same way as by Foundation where both accept.
  @Test(arguments: 1...40) func damageDoesNoHarm(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let text = #"{"a":[1,-2.50,3e2,"x\u00e9\n",null,true],"b":{"c":{}},"d":"\ud83d\ude00"}"#
    for _ in 0..<200 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let value = JSONParser.parse(bytes) else { continue }
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      }
      #expect(value == value)
    }
    #expect(JSONParser.parse(Array(text.utf8)) != nil)
  }

  @Test func pathsLeadToValues() throws {
    let value = try #require(parse(#"{"lines":[{"amount":1},{"amount":{"0":"x","":2}}],"a.b":3,"":4}"#))
    for (path, text) in [
      ("lines.0.amount", "1"), ("lines.1.amount.0", "\"x\""), ("lines.1.amount.", "2"), ("lines.0", "{\"amount\":1}"),
    ] {
      #expect(value.value(at: path) != nil && value.value(at: path) == parse(text))
    }
    #expect(value.value(at: "") == value)
    let nowhere = ["lines.2", "lines.-1", "lines.+0", "lines.99999999999999999999", "lines.0.amount.x", "a.b", "."]
    for path in nowhere + ["lines."] {
      #expect(value.value(at: path) == nil, "\(path)")
    }
  }
}

/// A small seeded generator, so that a failing seed can be run again.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
