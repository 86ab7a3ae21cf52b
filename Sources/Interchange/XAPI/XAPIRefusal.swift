/// Why a body of statements is refused: which statement, which member of it, what is wrong and what to do.
package struct XAPIRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The statement's place in the list, from 0; `nil` where the body is one statement or cannot be read at all.
  package let index: Int?
  /// The path of the member, such as `result.score.scaled`; empty where the problem is about the whole.
  package let member: String
  /// What is wrong, as one sentence.
  package let message: String
  /// What to do, as one sentence.
  package let suggestion: String

  package init(index: Int? = nil, member: String = "", message: String, suggestion: String) {
    self.index = index
    self.member = member
    self.message = message
    self.suggestion = suggestion
  }

  /// `statement 3, “result.score.scaled”: message suggestion`.
  package var description: String {
    let place = [index.map { "statement \($0)" }, member.isEmpty ? nil : "“\(member)”"].compactMap(\.self)
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + message + " " + suggestion
  }
}

extension XAPIRefusal {
  static let notJSON = XAPIRefusal(
    message: "The body is not valid JSON.", suggestion: "Send one statement or a list of statements.")

  /// What the decoder found, in words.
  init(_ error: any Error) {
    guard let error = error as? DecodingError else {
      self.init(message: "The body cannot be read.", suggestion: "Send JSON as the Experience API 1.0.3 has it.")
      return
    }
    switch error {
    case .keyNotFound(let key, let context):
      self.init(context.codingPath + [key], "It is missing.", "Send it; the Experience API requires it.")
    case .valueNotFound(_, let context):
      self.init(context.codingPath, "It is null.", "Leave it out, or give it a value.")
    case .typeMismatch(_, let context):
      self.init(
        context.codingPath, "It is not of the kind that is expected here.", "See the Experience API 1.0.3, part two.")
    case .dataCorrupted(let context):
      if let rule = context.underlyingError as? XAPIRule {
        self.init(context.codingPath, rule.message, rule.suggestion)
      } else if context.codingPath.isEmpty {
        self = .notJSON
      } else {
        self.init(context.codingPath, "It has a value that cannot be read.", "See the Experience API 1.0.3, part two.")
      }
    @unknown default:
      self.init(message: "The body cannot be read.", suggestion: "Send JSON as the Experience API 1.0.3 has it.")
    }
  }

  private init(_ path: [any CodingKey], _ message: String, _ suggestion: String) {
    let index = path.first?.intValue
    let members = (index == nil ? path[...] : path.dropFirst()).prefix(8)
    let member = members.map { String($0.intValue.map(String.init) ?? $0.stringValue) }.joined(separator: ".")
    self.init(index: index, member: member, message: message, suggestion: suggestion)
  }
}

/// A rule of the standard that a value broke, carried through the decoder.
struct XAPIRule: Error {
  let message: String
  let suggestion: String

  init(_ message: String, _ suggestion: String) {
    self.message = message
    self.suggestion = suggestion
  }
}
