import Admission
import Foundation
import Testing

@Suite struct OFREPRequestTests {
  @Test(
    arguments: [
      (#"{"context":{"targetingKey":"ann"}}"#, "ann"), (#"{}"#, nil), (#" { "context" : { } } "#, nil),
      (#"{"context":null}"#, nil), (#"{"context":{"targetingKey":null}}"#, nil),
      (#"{"context":{"targetingKey":""}}"#, ""),
      (#"{"context":{"a":[1,-2.5e+3,{"b":[]},[[]],{}],"targetingKey":"ann","c":true},"d":false}"#, "ann"),
      (#"{"x":{"targetingKey":"no"},"context":{"y":{"targetingKey":"no"}}}"#, nil),
      (#"{"context":{"targetingKey":"a","targetingKey":"b"}}"#, "b"),
      (#"{"context":{"targetingKey":"a"},"context":{}}"#, nil), (#"{"context":5,"context":{"targetingKey":"b"}}"#, "b"),
      (#"{"context":{"targetingKey":"\u00e4\ud83d\ude00\n\/\"\\"}}"#, "ä😀\n/\"\\"),
      (#"{"\u0063ontext":{"targetingKey":"Zoë 漢"}}"#, "Zoë 漢"),
    ] as [(String, String?)])
  func keysAreFound(_ body: String, _ key: String?) throws {
    #expect(try OFREP.Request(parsing: Array(body.utf8)).targetingKey == key)
  }

  @Test(arguments: [
    ("", "PARSE_ERROR"), ("null", "PARSE_ERROR"), ("[]", "PARSE_ERROR"), ("{", "PARSE_ERROR"), ("{}x", "PARSE_ERROR"),
    (#"{"a":1,}"#, "PARSE_ERROR"), (#"{"a":[1,]}"#, "PARSE_ERROR"), (#"{"a":01}"#, "PARSE_ERROR"),
    (#"{"a":.5}"#, "PARSE_ERROR"), (#"{"a":nul}"#, "PARSE_ERROR"), (#"{"a":"\x"}"#, "PARSE_ERROR"),
    (#"{"a":"\ud83d"}"#, "PARSE_ERROR"), (#"{"a":"\ude00"}"#, "PARSE_ERROR"), (#"{"a":"\ud83d\u0041"}"#, "PARSE_ERROR"),
    ("{\"a\":\"\u{1}\"}", "PARSE_ERROR"), (#"{"a":[}"#, "PARSE_ERROR"), (#"{"a" 1}"#, "PARSE_ERROR"),
    (#"{"context":[]}"#, "INVALID_CONTEXT"), (#"{"context":"x"}"#, "INVALID_CONTEXT"),
    (#"{"context":{"targetingKey":7}}"#, "INVALID_CONTEXT"),
    (#"{"context":{"targetingKey":["a"]}}"#, "INVALID_CONTEXT"),
  ])
  func refusalsNameTheirCode(_ body: String, _ code: String) throws {
    let problem = #expect(throws: OFREP.RequestProblem.self) { try OFREP.Request(parsing: Array(body.utf8)) }
    #expect(problem?.code == code)
    #expect(problem?.details.isEmpty == false)
  }

  @Test func refusalsByteForByte() throws {
    let problem = try #require(#expect(throws: OFREP.RequestProblem.self) { try OFREP.Request(parsing: [0x7B]) })
    let single = OFREP.refusal(problem, key: "ehr")
    #expect(single.status == 400)
    #expect(
      String(decoding: single.body, as: UTF8.self)
        == #"{"key":"ehr","errorCode":"PARSE_ERROR","errorDetails":"#
        + #""The body is not valid JSON: a string is expected, after 1 bytes."}"#)
    #expect(
      String(decoding: OFREP.refusal(problem).body, as: UTF8.self).hasPrefix(#"{"errorCode":"PARSE_ERROR""#))
  }

  @Test func sizeAndDepthAreLimited() {
    let large = #"{"a":""# + String(repeating: "x", count: OFREP.maximumBodyBytes) + #""}"#
    let deep = #"{"a":"# + String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000) + "}"
    let fine = #"{"a":"# + String(repeating: "[", count: 60) + String(repeating: "]", count: 60) + "}"
    #expect(throws: OFREP.RequestProblem.self) { try OFREP.Request(parsing: Array(large.utf8)) }
    #expect(throws: OFREP.RequestProblem.self) { try OFREP.Request(parsing: Array(deep.utf8)) }
    #expect(throws: Never.self) { try OFREP.Request(parsing: Array(fine.utf8)) }
    #expect(throws: OFREP.RequestProblem.self) {
      try OFREP.Request(parsing: Array(#"{"a":""#.utf8) + [0xFF, 0xC0, 0x22, 0x7D])
    }
  }

  @Test(arguments: 0..<50)
  func mutationsNeverTrapAndAgreeWithFoundation(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let original = Array(
      #"{"context":{"targetingKey":"an\u00e4\ud83d\ude00\n","n":[-1.5e+3,{"b":[true,null]},{}]},"d":"x\\y"}"#.utf8)
    let special = Array("{}[]\",:\\u0129-+.eE tfn/".utf8) + [0x00, 0x1F, 0x80, 0xC3, 0xFF]
    var outcomes = (read: 0, refused: 0)
    for _ in 0..<100 {
      let body = random.mutation(of: original, favouring: special)
      let parsed = Result { () throws(OFREP.RequestProblem) in try OFREP.Request(parsing: body) }
      let reference = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      switch parsed {
      case .success(let request):
        outcomes.read += 1
        #expect(reference != nil, "\(String(decoding: body, as: UTF8.self))")
        // Of a key given twice Foundation may keep the other.
        let isTwice = String(decoding: body, as: UTF8.self).components(separatedBy: "targetingKey").count > 2
        let context = reference?["context"] as? [String: Any]
        if !isTwice { #expect(request.targetingKey == context?["targetingKey"] as? String) }
      case .failure(let problem):
        outcomes.refused += 1
        if problem.code == "PARSE_ERROR" {
          #expect(reference == nil, "\(String(decoding: body, as: UTF8.self)) \(problem.details)")
        }
      }
    }
    #expect(outcomes.read + outcomes.refused == 100)
    #expect(outcomes.refused > 0)
  }
}
