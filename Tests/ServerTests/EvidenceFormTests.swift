import Operations
import Testing

@testable import Server

/// Forms with files are read as browsers send them, and whatever else comes is survived.
@Suite struct EvidenceFormTests {
  private static let boundary = "----WebKitFormBoundary7MA4YWxk"

  private static func part(_ disposition: String, _ body: [UInt8]) -> [UInt8] {
    Array("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\nContent-Type: text/plain\r\n\r\n".utf8)
      + body + Array("\r\n".utf8)
  }

  private static func whole(_ parts: [[UInt8]]) -> [UInt8] { parts.flatMap { $0 } + Array("--\(boundary)--\r\n".utf8) }

  @Test func fieldsAndFilesComeInOrder() {
    let picture: [UInt8] = [0, 13, 10, 45, 45, 255, 13, 10, 13, 10]
    let form = MultipartForm(
      Self.whole([
        Self.part("name=\"line-1\"", Array("passed".utf8)), Self.part("name=\"note-1\"", Array("zwölf\r\n--x".utf8)),
        Self.part("name=\"pictures\"; filename=\"a %22b%22.png\"", picture),
        Self.part("name=\"pictures\"; filename=\"\"", []),
      ]), boundary: Self.boundary)
    #expect(form.fields.map(\.name) == ["line-1", "note-1"])
    #expect(form.fields.map(\.value) == ["passed", "zwölf\r\n--x"])
    #expect(form.files.map(\.file.name) == ["a \"b\".png"])
    #expect(form.files.first.map { Array($0.file.bytes) } == picture)
    #expect(Form(form.fields)["line-1"] == "passed")
  }

  @Test(arguments: [
    ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=x; boundary=\"a b\"", "a b"),
    ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("application/json", nil), ("", nil),
    ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", nil),
  ])
  func theBoundaryIsRead(_ type: String, _ boundary: String?) {
    #expect(MultipartForm.boundary(type) == boundary)
  }

  /// Nothing that is sent ends the server, and no file is made of what was no file.
  @Test(arguments: 0..<50)
  func anyBytesAreSurvived(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let sound = Self.whole([
      Self.part("name=\"a\"", Array("1".utf8)), Self.part("name=\"f\"; filename=\"f\"", Array("2".utf8)),
    ])
    for _ in 0..<100 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        guard let place = bytes.indices.randomElement(using: &random) else { continue }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
        default: bytes.insert(contentsOf: Array("\r\n--\(Self.boundary)".utf8), at: place)
        }
      }
      let form = MultipartForm(bytes, boundary: Self.boundary)
      #expect(form.fields.count + form.files.count <= bytes.count)
    }
    #expect(MultipartForm(sound, boundary: Self.boundary).files.count == 1)
  }
}
