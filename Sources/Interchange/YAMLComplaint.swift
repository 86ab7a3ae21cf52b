import CYaml

/// What the YAML reader says, in one place.
enum YAMLComplaint {
  static let empty = SyntaxProblem(
    position: .start, message: "The document is empty.", suggestion: "Write at least one key and its value.")

  static let outOfMemory = SyntaxProblem(
    position: .start, message: "There is not enough memory to read the document.",
    suggestion: "Try again with less running on this machine.")

  static func tooLarge(_ limit: Int) -> SyntaxProblem {
    SyntaxProblem(
      position: .start, message: "The document is larger than \(limit) bytes.",
      suggestion: "Move long lists, such as people, into files of their own.")
  }

  static func tooDeep(_ limit: Int, at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "More than \(limit) lists and mappings lie inside one another here.",
      suggestion: "Check for brackets that are not closed, or write a flatter structure.")
  }

  static func tooMany(_ limit: Int, at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "The document has more than \(limit) keys and values.",
      suggestion: "Move long lists, such as people, into files of their own.")
  }

  static func notUTF8(at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "The text is not valid UTF-8 here.",
      suggestion: "Save the file with the encoding UTF-8.")
  }

  static func secondDocument(at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "A second document starts here.",
      suggestion: "Remove the line \"---\" and keep one document in a file.")
  }

  static func anchor(_ name: String, at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "The anchor \"&\(name)\" is not allowed.",
      suggestion: "Write the value out where it is used, or put text that starts with \"&\" in quotes.")
  }

  static func alias(_ name: String, at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "The alias \"*\(name)\" is not allowed.",
      suggestion: "Write the value out here, or put text that starts with \"*\" in quotes.")
  }

  static func tag(_ name: String, at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "The tag \"\(name)\" is not allowed.",
      suggestion: "Leave the tag out, or put text that starts with \"!\" in quotes.")
  }

  static func keyNotText(at position: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position, message: "A key must be text.",
      suggestion: "Put text that contains brackets or braces in quotes.")
  }

  static func duplicate(_ key: String, at position: Position, first: Position) -> SyntaxProblem {
    SyntaxProblem(
      position: position,
      message: "The key \"\(key)\" is given twice; the first is at line \(first.line), column \(first.column).",
      suggestion: "Keep one of the two, or give this one another name.", related: first)
  }
}

extension YAMLComplaint {
  /// What libYAML refused, in our words where we know better ones.
  static func refusal(by parser: yaml_parser_t, of bytes: UnsafeBufferPointer<UInt8>) -> SyntaxProblem {
    if parser.error == YAML_MEMORY_ERROR { return outOfMemory }
    let reason = parser.problem.map { String(cString: $0) } ?? "the text could not be read"
    if parser.error == YAML_READER_ERROR {
      let position = DecodedText.position(ofByte: Int(clamping: parser.problem_offset), in: bytes)
      return SyntaxProblem(
        position: position, message: "A character that YAML does not allow stands here (\(reason)).",
        suggestion: "Remove it, or write it as an escape in double quotes.")
    }
    let position = Position(mark: parser.problem_mark)
    let (message, suggestion) = wording(reason, before: DecodedText.byte(at: position, in: bytes))
    let hasContext = parser.context != nil && parser.context_mark.index < parser.problem_mark.index
    return SyntaxProblem(
      position: position, message: message, suggestion: suggestion,
      related: hasContext ? Position(mark: parser.context_mark) : nil)
  }

  private static func wording(_ reason: String, before byte: UInt8?) -> (message: String, suggestion: String) {
    switch reason {
    case "found character that cannot start any token" where byte == 0x09:
      ("A tab is used for indentation.", "Indent with spaces.")
    case "found character that cannot start any token":
      ("A value cannot start with this character.", "Put the value in quotes.")
    case "mapping values are not allowed in this context":
      (
        "A colon starts a value where no value can be.",
        "Put text that contains \": \" in quotes, or indent the line like the keys around it."
      )
    case "could not find expected ':'":
      ("A key without a colon stands before this.", "Write a colon and a space after the key.")
    case "did not find expected key":
      ("A key is expected here.", "Indent the line exactly like the keys around it, and close quotes before it.")
    case "did not find expected '-' indicator":
      ("A list item is expected here.", "Start the line with \"- \" at the indentation of the items above.")
    case "did not find expected ',' or ']'":
      ("A list that was opened with \"[\" is not closed.", "Write \",\" between items and \"]\" at the end.")
    case "did not find expected ',' or '}'":
      ("A mapping that was opened with \"{\" is not closed.", "Write \",\" between entries and \"}\" at the end.")
    case "found unexpected end of stream":
      ("The text ends inside quotes.", "Close the quotes where the text should end.")
    case _ where reason.hasPrefix("Maximum nesting level"):
      ("Too many lists and mappings lie inside one another here.", "Check for brackets that are not closed.")
    default:
      ("The text cannot be read as YAML here: \(reason).", "Check quotes, colons and indentation around this place.")
    }
  }
}
