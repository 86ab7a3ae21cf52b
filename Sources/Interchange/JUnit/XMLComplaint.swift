/// What the XML reader says, in one place.
enum XMLComplaint {
  static func tooLarge(_ limit: Int) -> SyntaxProblem {
    SyntaxProblem(
      position: .start, message: "The document is larger than \(limit) bytes.",
      suggestion: "Split the report, or leave the captured output out of it.")
  }

  static let brokenUTF16 = SyntaxProblem(
    position: .start, message: "The document begins as UTF-16 and is not valid UTF-16.",
    suggestion: "Write the document as UTF-8.")

  static func notUTF8(at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "The text is not valid UTF-8 here.",
      suggestion: "Write the document as UTF-8, or let its first line name the encoding it has.")
  }

  static func encoding(_ name: String) -> SyntaxProblem {
    let shown = name.unicodeScalars.prefix(40).filter { (0x21...0x7E).contains($0.value) }
    return SyntaxProblem(
      position: .start,
      message: "The encoding “\(String(String.UnicodeScalarView(shown)))” is not read, or the document is not in it.",
      suggestion: "Write the document as UTF-8.")
  }

  static let documentType =
    (
      message: "The document has a document type (“<!DOCTYPE”).",
      suggestion: "Remove it: a document type can make a reader fetch files, and reports need none."
    )

  static func tooDeep(_ limit: Int) -> (message: String, suggestion: String) {
    ("More than \(limit) elements lie inside one another here.", "Write a flatter report.")
  }

  static let closeIt = "Close it, or run the tests again: the file may have been cut off."
  static let escapeIt = "Write “<” as “&lt;” and “&” as “&amp;”."
}
