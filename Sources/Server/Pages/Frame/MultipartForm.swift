import Operations

/// A form that carries files, `multipart/form-data`.
///
/// Total: what does not follow the form of RFC 7578 ends the reading, and what came before it stays.
///
/// - Complexity: O(bytes).
struct MultipartForm: Sendable {
  private(set) var fields: [(name: String, value: String)] = []
  private(set) var files: [(field: String, file: NamedFile)] = []

  private static let mostParts = 500
  private static let mostHeader = 4_096
  private static let blank = Array("\r\n\r\n".utf8)

  /// The text between parts; nil where the type is another one.
  static func boundary(_ type: String) -> String? {
    guard type.lowercased().hasPrefix("multipart/form-data") else { return nil }
    let parameters = type.split(separator: ";").dropFirst().map { $0.drop(while: \.isWhitespace) }
    guard let found = parameters.first(where: { $0.lowercased().hasPrefix("boundary=") }) else { return nil }
    let text = found.dropFirst("boundary=".count).filter { $0 != "\"" }
    return (1...70).contains(text.utf8.count) ? String(text) : nil
  }

  init(_ bytes: [UInt8], boundary: String) {
    let mark = Array("\r\n--\(boundary)".utf8)
    // The first mark has no line break before it.
    guard bytes.starts(with: mark.dropFirst(2)) else { return }
    var place = mark.count - 2
    for _ in 0..<MultipartForm.mostParts {
      // Two hyphens after the mark end the form.
      guard bytes[place...].starts(with: [13, 10]) else { return }
      place += 2
      guard let end = MultipartForm.find(mark, in: bytes[place...]) else { return }
      take(bytes[place..<end])
      place = end + mark.count
    }
  }

  private mutating func take(_ part: ArraySlice<UInt8>) {
    let head = part.prefix(MultipartForm.mostHeader)
    guard let end = MultipartForm.find(MultipartForm.blank, in: head) else { return }
    let body = part[(end + MultipartForm.blank.count)...]
    let lines = String(decoding: head[..<end], as: UTF8.self).split(separator: "\r\n")
    guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
      let name = MultipartForm.parameter("name", of: line)
    else { return }
    if let file = MultipartForm.parameter("filename", of: line) {
      // A field without a file comes with an empty name.
      if !body.isEmpty { files.append((name, NamedFile(name: file, bytes: Array(body)))) }
    } else {
      fields.append((name, String(decoding: body, as: UTF8.self)))
    }
  }

  /// A quoted parameter; browsers write `%22` for a quotation mark in it.
  private static func parameter(_ name: String, of line: Substring) -> String? {
    for piece in line.split(separator: ";").dropFirst() {
      let parts = piece.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].drop(while: \.isWhitespace) == name else { continue }
      let value = parts[1].drop { $0 == "\"" }
      return String(value.prefix { $0 != "\"" }.replacing("%22", with: "\""))
    }
    return nil
  }

  private static func find(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var place = bytes.startIndex
    while bytes.endIndex - place >= mark.count {
      guard let next = bytes[place...].firstIndex(of: 13) else { return nil }
      if bytes[next...].starts(with: mark) { return next }
      place = next + 1
    }
    return nil
  }
}
