/// Reads an XML document (1.0) one event at a time, without document types.
///
/// It knows the five entities of the standard and character numbers, nothing else: nothing is expanded, fetched or
/// looked up. No input traps, and none makes it recurse: open elements are kept in a list.
///
/// - Complexity: O(bytes) for the whole document; memory for the open elements and the event at hand.
/// - Source: W3C, Extensible Markup Language (XML) 1.0, fifth edition.
struct XMLReader {
  /// What comes next in the document.
  enum Event: Hashable {
    /// An element begins, here without the prefix of its namespace; an empty one ends with the next event.
    case start(String, XMLAttributes)
    /// The innermost open element ends.
    case end
    /// Text inside an element, references resolved, line ends as LF; one run may come in several events.
    case text([UInt8])
  }

  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var index = 0
  /// Where the names of the open elements stand.
  private var open: [Range<Int>] = []
  /// Whether the element that began last is empty and has still to end.
  private var isEmptyElement = false
  private var hasRoot = false
  /// The first byte of the event that was read last.
  private(set) var eventStart = 0

  /// Starts before the first event.
  ///
  /// - Throws: where the bytes are not text, or the XML declaration is malformed.
  init(_ bytes: [UInt8], maximumDepth: Int) throws(SyntaxProblem) {
    self.bytes = try XMLText(bytes).utf8
    self.maximumDepth = maximumDepth
    guard isAt("<?xml"), index + 5 < self.bytes.count, XMLCharacters.isSpace(self.bytes[index + 5]) else { return }
    index = 5
    let declared = try attributes(of: 2..<5)
    let optional = declared.names.dropFirst().elementsEqual(["encoding", "standalone"].filter { declared[$0] != nil })
    let version = declared["version"] ?? ""
    let encoding = declared["encoding"] ?? "UTF-8"
    let isSound =
      declared.names.first == "version" && optional && version.hasPrefix("1.")
      && version.utf8.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
      && encoding.utf8.allSatisfy { $0 < 0x80 && $0 != 0x3A && XMLCharacters.continuesName(UInt32($0)) }
    guard isSound, take("?>") else {
      throw problem("The XML declaration is malformed.", "Write <?xml version=\"1.0\" encoding=\"UTF-8\"?>.", at: 0)
    }
  }

  /// The next event; `nil` once, at the end of the document.
  mutating func next() throws(SyntaxProblem) -> Event? {
    if isEmptyElement {
      isEmptyElement = false
      open.removeLast()
      return .end
    }
    while index < bytes.count {
      eventStart = index
      guard bytes[index] == 0x3C else {
        let content = try text()
        if open.isEmpty {
          guard content.allSatisfy(XMLCharacters.isSpace) else {
            throw problem("Text stands outside the root element.", "Remove it.", at: eventStart)
          }
        } else {
          return .text(content)
        }
        continue
      }
      if isAt("</") { return try endTag() }
      if isAt("<?") {
        try passInstruction()
      } else if isAt("<!--") {
        try passComment()
      } else if isAt("<![CDATA[") {
        return try unparsedText()
      } else if isAt("<!") {
        throw declaration()
      } else {
        return try startTag()
      }
    }
    eventStart = index
    if let last = open.last {
      throw problem("The element “\(excerpt(last))” is not closed.", XMLComplaint.closeIt, at: last.lowerBound - 1)
    }
    guard hasRoot else { throw problem("The document has no element.", "Send the report that the test run wrote.") }
    return nil
  }

  /// A problem at a byte of the text, by default where reading has come to.
  func problem(_ message: String, _ suggestion: String, at place: Int? = nil) -> SyntaxProblem {
    let position = bytes.withUnsafeBufferPointer { DecodedText.position(ofByte: place ?? index, in: $0) }
    return SyntaxProblem(position: position, message: message, suggestion: suggestion)
  }
}

// Tags.
extension XMLReader {
  private mutating func startTag() throws(SyntaxProblem) -> Event {
    index += 1
    let name = try self.name("an element’s name")
    if open.isEmpty, hasRoot {
      throw problem("A second root element begins.", "Keep one root element in a document.", at: eventStart)
    }
    guard open.count < maximumDepth else {
      let words = XMLComplaint.tooDeep(maximumDepth)
      throw problem(words.message, words.suggestion, at: eventStart)
    }
    hasRoot = true
    let attributes = try self.attributes(of: name)
    isEmptyElement = take("/")
    guard take(">") else { throw unfinished(name) }
    open.append(name)
    return .start(localName(name), attributes)
  }

  private mutating func attributes(of element: Range<Int>) throws(SyntaxProblem) -> XMLAttributes {
    var attributes = XMLAttributes()
    while true {
      let before = index
      skipSpace()
      guard index < bytes.count else { throw unfinished(element) }
      if bytes[index] == 0x3E || bytes[index] == 0x2F || bytes[index] == 0x3F { return attributes }
      guard index > before else { throw unfinished(element) }
      let start = index
      let name = try self.name("an attribute’s name")
      skipSpace()
      guard take("=") else {
        throw problem("The attribute “\(excerpt(name))” has no value.", "Write it as name=\"value\".")
      }
      skipSpace()
      let value = try attributeValue(name)
      guard attributes.count < XMLAttributes.maximum else {
        throw problem("The element has more than \(XMLAttributes.maximum) attributes.", "Write fewer.", at: start)
      }
      guard attributes.insert(String(decoding: bytes[name], as: UTF8.self), value) else {
        throw problem("The attribute “\(excerpt(name))” is given twice.", "Keep one of the two.", at: start)
      }
    }
  }

  private mutating func attributeValue(_ name: Range<Int>) throws(SyntaxProblem) -> String {
    guard index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27 else {
      throw problem("The value of “\(excerpt(name))” is not in quotes.", "Write it as name=\"value\".")
    }
    let quote = bytes[index]
    index += 1
    var value: [UInt8] = []
    while index < bytes.count, bytes[index] != quote {
      switch bytes[index] {
      case 0x3C: throw problem("A “<” stands inside a value.", XMLComplaint.escapeIt)
      case 0x26: try reference(into: &value)
      case 0x0D:
        // A line end counts as one character, and as a space in a value.
        index += isAt("\r\n") ? 2 : 1
        value.append(0x20)
      case 0x0A, 0x09:
        index += 1
        value.append(0x20)
      default: try character(into: &value)
      }
    }
    guard index < bytes.count else {
      throw problem("The value of “\(excerpt(name))” is not closed.", XMLComplaint.closeIt, at: name.lowerBound)
    }
    index += 1
    return String(decoding: value, as: UTF8.self)
  }

  private mutating func endTag() throws(SyntaxProblem) -> Event {
    index += 2
    let name = try self.name("an element’s name")
    skipSpace()
    guard take(">") else { throw unfinished(name) }
    guard let opened = open.last, bytes[opened].elementsEqual(bytes[name]) else {
      let expected = open.last.map { "“</\(excerpt($0))>” is expected" } ?? "no element is open"
      throw problem("“</\(excerpt(name))>” stands here where \(expected).", XMLComplaint.closeIt, at: eventStart)
    }
    open.removeLast()
    return .end
  }

  private func unfinished(_ name: Range<Int>) -> SyntaxProblem {
    problem("The tag “\(excerpt(name))” is malformed or not closed.", XMLComplaint.closeIt)
  }
}

// What lies between tags.
extension XMLReader {
  private mutating func text() throws(SyntaxProblem) -> [UInt8] {
    var content: [UInt8] = []
    while index < bytes.count, bytes[index] != 0x3C {
      switch bytes[index] {
      case 0x26:
        guard !open.isEmpty else { throw problem("Text stands outside the root element.", "Remove it.") }
        try reference(into: &content)
      case 0x5D where isAt("]]>"):
        throw problem("“]]>” stands in text.", "Write “>” as “&gt;” here.")
      default: try character(into: &content)
      }
    }
    return content
  }

  private mutating func unparsedText() throws(SyntaxProblem) -> Event {
    guard !open.isEmpty else { throw problem("Text stands outside the root element.", "Remove it.") }
    index += 9
    var content: [UInt8] = []
    while index < bytes.count {
      if bytes[index] == 0x5D, isAt("]]>") {
        index += 3
        return .text(content)
      }
      try character(into: &content)
    }
    throw problem("The text in “<![CDATA[” is not closed.", XMLComplaint.closeIt, at: eventStart)
  }

  private mutating func passComment() throws(SyntaxProblem) {
    let start = index
    index += 4
    var passed: [UInt8] = []
    while index < bytes.count {
      if bytes[index] == 0x2D, isAt("--") {
        guard isAt("-->") else { throw problem("“--” stands inside a comment.", "Remove one of the two hyphens.") }
        index += 3
        return
      }
      passed.removeAll(keepingCapacity: true)
      try character(into: &passed)
    }
    throw problem("The comment is not closed.", XMLComplaint.closeIt, at: start)
  }

  /// Passes over a processing instruction.
  private mutating func passInstruction() throws(SyntaxProblem) {
    let start = index
    index += 2
    let target = try name("an instruction’s name")
    if String(decoding: bytes[target], as: UTF8.self).lowercased() == "xml" {
      throw problem("“<?xml” stands inside the document.", "Begin the document with it, without a space.", at: start)
    }
    var passed: [UInt8] = []
    guard isAt("?>") || index < bytes.count && XMLCharacters.isSpace(bytes[index]) else { throw unfinished(target) }
    while index < bytes.count {
      if bytes[index] == 0x3F, isAt("?>") {
        index += 2
        return
      }
      passed.removeAll(keepingCapacity: true)
      try character(into: &passed)
    }
    throw problem("The instruction “<?\(excerpt(target))” is not closed.", XMLComplaint.closeIt, at: start)
  }

  private func declaration() -> SyntaxProblem {
    let word = bytes[index..<min(bytes.count, index + 9)]
    guard String(decoding: word, as: UTF8.self).uppercased() == "<!DOCTYPE" else {
      return problem("“<!” begins neither a comment nor text.", XMLComplaint.escapeIt)
    }
    return problem(XMLComplaint.documentType.message, XMLComplaint.documentType.suggestion)
  }
}

// Characters.
extension XMLReader {
  private func isAt(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard bytes.count - index >= length else { return false }
    return word.withUTF8Buffer { word in
      for offset in 0..<length where bytes[index + offset] != word[offset] { return false }
      return true
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    guard isAt(word) else { return false }
    index += word.utf8CodeUnitCount
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count, XMLCharacters.isSpace(bytes[index]) { index += 1 }
  }

  /// The character at a place and how many bytes it has; the text is valid UTF-8.
  private func scalar(at place: Int) -> (code: UInt32, length: Int) {
    let first = bytes[place]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard place + length <= bytes.count else { return (0xFFFF, 1) }
    var code = UInt32(first) & (0xFF >> UInt32(length + 1))
    for byte in bytes[(place + 1)..<(place + length)] { code = code << 6 | UInt32(byte & 0x3F) }
    return (code, length)
  }

  /// Takes one character over as it stands; a line end becomes LF.
  private mutating func character(into output: inout [UInt8]) throws(SyntaxProblem) {
    let byte = bytes[index]
    if byte == 0x0D {
      index += isAt("\r\n") ? 2 : 1
      output.append(0x0A)
    } else if byte < 0x80 {
      guard byte >= 0x20 || byte == 0x0A || byte == 0x09 else { throw forbidden(UInt32(byte)) }
      index += 1
      output.append(byte)
    } else {
      let (code, length) = scalar(at: index)
      guard XMLCharacters.isAllowed(code) else { throw forbidden(code) }
      output.append(contentsOf: bytes[index..<(index + length)])
      index += length
    }
  }

  private func forbidden(_ code: UInt32) -> SyntaxProblem {
    problem(
      "The character number \(code) is not allowed in XML.",
      "Leave control characters out of the report, such as colours of a terminal.")
  }

  private mutating func name(_ wanted: String) throws(SyntaxProblem) -> Range<Int> {
    let start = index
    while index < bytes.count {
      let (code, length) = scalar(at: index)
      guard index == start ? XMLCharacters.startsName(code) : XMLCharacters.continuesName(code) else { break }
      index += length
    }
    guard index > start else { throw problem("Here \(wanted) is expected.", XMLComplaint.escapeIt) }
    return start..<index
  }

  /// Resolves a reference: one of the five entities that XML itself has, or a character by number.
  private mutating func reference(into output: inout [UInt8]) throws(SyntaxProblem) {
    let start = index
    if take("&lt;") { return output.append(0x3C) }
    if take("&gt;") { return output.append(0x3E) }
    if take("&amp;") { return output.append(0x26) }
    if take("&quot;") { return output.append(0x22) }
    if take("&apos;") { return output.append(0x27) }
    guard take("&#") else {
      throw problem("“&” begins no character that XML knows by itself.", XMLComplaint.escapeIt, at: start)
    }
    let isHexadecimal = take("x")
    let radix: UInt32 = isHexadecimal ? 16 : 10
    var code: UInt32 = 0
    var digits = 0
    while index < bytes.count, let digit = digit(bytes[index], isHexadecimal: isHexadecimal) {
      // Past the last character there is nothing to count, and nothing to overflow.
      if code <= 0x10_FFFF { code = code * radix + digit }
      digits += 1
      index += 1
    }
    guard digits > 0, take(";") else {
      throw problem("The number of a character is malformed.", "Write it as “&#10;” or “&#xA;”.", at: start)
    }
    guard XMLCharacters.isAllowed(code), let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
      throw problem(
        "The reference names a character that is not allowed in XML.",
        "Leave control characters out of the report.", at: start)
    }
    output.append(contentsOf: encoded)
  }

  private func digit(_ byte: UInt8, isHexadecimal: Bool) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x37)
    case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x57)
    default: nil
    }
  }

  private func localName(_ name: Range<Int>) -> String {
    let text = bytes[name]
    let start = text.lastIndex(of: 0x3A).map { $0 + 1 } ?? text.startIndex
    return String(decoding: text[start...], as: UTF8.self)
  }

  /// A name as a message shows it.
  private func excerpt(_ name: Range<Int>) -> String {
    String(String(decoding: bytes[name].prefix(160), as: UTF8.self).prefix(40))
  }
}
