import Testing

@testable import Execution

@Suite struct SecretMaskTests {
  /// However the stream is cut, what comes out is what a look at the whole gives.
  @Test(arguments: 1...40) func cutsDoNotMatter(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let secrets = ["hunter2!", "aaaa", "aaab", "hunter2!more", "ää", "abc", "line one\nline two is long"]
    let whole = (0..<60).map { _ in
      let pieces = secrets + ["a", "hunt", "er2!", " ", "line", "ä", "two is long", "x"]
      return pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    .joined()
    let mask = SecretMask(secrets)
    var stream = mask
    var shown: [UInt8] = []
    var rest = Array(whole.utf8)[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...9, using: &random)
      shown += stream.feed(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    shown += stream.finish()
    let text = String(decoding: shown, as: UTF8.self)
    #expect(text == mask.masked(whole))
    for secret in secrets where secret.utf8.count >= 4 { #expect(!text.contains(secret)) }
  }

  @Test func theLongerSecretIsTakenWhole() {
    #expect(SecretMask(["hunter2!", "hunter2!more"]).masked("hunter2!more") == "•••")
    #expect(SecretMask(["abc", ""]).masked("abc") == "abc")
    #expect(SecretMask([" spaced \n"]).masked("a spaced b") == "a ••• b")
    #expect(SecretMask(["first line\nsecond line\nx"]).masked("got second line") == "got •••")
  }

  @Test(arguments: [
    ("password=abc next", "password=••• next"), ("PGPASSWORD: 'a b'", "PGPASSWORD: '••• b'"),
    (#"{"api_key": "k1", "n": 1}"#, #"{"api_key": "•••", "n": 1}"#),
    ("Authorization: Bearer abc.def", "Authorization: Bearer •••"), ("token = x", "token = •••"),
    ("http://ada:pw@h/p", "http://ada:•••@h/p"), ("http://h:80/p", "http://h:80/p"),
    ("a secret place", "a secret place"),
    ("slp_api_1234567890abcdef", "•••"), ("akia 1", "akia 1"), ("x AKIAIOSFODNN7EXAMPLE y", "x ••• y"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "•••"), ("tokens: 3", "tokens: 3"), ("secret:", "secret:"),
    (
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----\nx",
      "-----BEGIN RSA PRIVATE KEY-----\n•••-----END RSA PRIVATE KEY-----\nx"
    ), ("-----BEGIN CERTIFICATE-----\nMIIE\n", "-----BEGIN CERTIFICATE-----\nMIIE\n"),
    ("-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----\n•••"),
  ])
  func whatLooksLikeASecretIsMasked(_ text: String, _ shown: String) {
    #expect(KnownSecrets.masked(text) == shown)
    #expect(KnownSecrets.masked(shown) == shown)
  }

  @Test(arguments: 1...20) func noBytesDoHarm(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = [
      "password", "=", ":", "://", "@", "-----BEGIN ", "PRIVATE KEY", "-----END ", "\u{1B}[", "sk-", "\"", " ", "\r",
      "é",
    ]
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        bytes +=
          Bool.random(using: &random)
          ? Array(parts[Int.random(in: 0..<parts.count, using: &random)].utf8)
          : [UInt8.random(in: 0...255, using: &random)]
      }
      let text = OutputText.clean(bytes, mask: SecretMask([]))
      #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
    }
  }

  @Test func theEndsOfALongOutputAreKept() {
    let capture = OutputCapture(mask: SecretMask([]), wanted: ["needle", "absent", ""])
    var bytes = [UInt8](repeating: 97, count: 200_000)
    bytes.replaceSubrange(100_000..<100_006, with: Array("needle".utf8))
    bytes[199_999] = 98
    for start in stride(from: 0, to: bytes.count, by: 7) {
      bytes[start..<min(start + 7, bytes.count)].withUnsafeBytes { capture.take($0) }
    }
    let (text, missing) = capture.finish()
    #expect(missing == ["absent"])
    #expect(text.hasSuffix("ab") && text.contains("\n… \(200_000 - 65_536) bytes left out …\n"))
  }
}
