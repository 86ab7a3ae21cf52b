/// The text of a lesson as HTML: headings, paragraphs, lists, code, bold, emphasis, pictures kept here, and nothing else.
///
/// Everything is escaped before any tag is put around it, so no text can become markup. Links, pictures from elsewhere,
/// pictures without words and HTML stay plain text.
///
/// - Complexity: O(length of the text).
struct Markdown: Sendable {
  let html: String

  init(_ text: String) {
    var blocks = Blocks()
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { blocks.take(line) }
    html = blocks.finish()
  }

  /// What the lines so far have opened.
  private struct Blocks {
    private enum Open: Equatable { case nothing, paragraph, bullets, numbers, code }

    private var html = ""
    private var open = Open.nothing
    private var lines: [Substring] = []

    mutating func take(_ line: Substring) {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if open == .code {
        if text.hasPrefix("```") { close() } else { lines.append(line) }
        return
      }
      if text.hasPrefix("```") {
        begin(.code)
      } else if text.isEmpty {
        close()
      } else if let (level, title) = Blocks.heading(text) {
        close()
        html += "<h\(level)>\(Inline.html(title))</h\(level)>\n"
      } else if let item = Blocks.bullet(text) {
        begin(.bullets, keeping: true)
        lines.append(item)
      } else if let item = Blocks.numbered(text) {
        begin(.numbers, keeping: true)
        lines.append(item)
      } else if line.first == " ", open == .bullets || open == .numbers, let last = lines.popLast() {
        lines.append("\(last) \(text)")
      } else {
        begin(.paragraph, keeping: true)
        lines.append(text)
      }
    }

    mutating func finish() -> String {
      close()
      return html
    }

    private mutating func begin(_ kind: Open, keeping: Bool = false) {
      if keeping, open == kind { return }
      close()
      open = kind
    }

    private mutating func close() {
      switch open {
      case .nothing: break
      case .paragraph: html += "<p>\(Inline.html(Substring(lines.joined(separator: "\n"))))</p>\n"
      case .bullets: html += "<ul>\n\(items)</ul>\n"
      case .numbers: html += "<ol>\n\(items)</ol>\n"
      case .code: html += "<pre><code>\(HTMLText.escape(lines.joined(separator: "\n")))</code></pre>\n"
      }
      open = .nothing
      lines = []
    }

    private var items: String { lines.map { "<li>\(Inline.html($0))</li>\n" }.joined() }

    /// The page has its own first heading, so a text begins at the second level.
    private static func heading(_ text: Substring) -> (level: Int, title: Substring)? {
      let marks = text.prefix { $0 == "#" }.count
      guard (1...6).contains(marks), text.dropFirst(marks).first == " " else { return nil }
      return (min(max(marks, 2), 4), text.dropFirst(marks + 1))
    }

    private static func bullet(_ text: Substring) -> Substring? {
      text.hasPrefix("- ") || text.hasPrefix("* ") ? text.dropFirst(2) : nil
    }

    private static func numbered(_ text: Substring) -> Substring? {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let rest = text.dropFirst(digits.count)
      return (1...9).contains(digits.count) && rest.hasPrefix(". ") ? rest.dropFirst(2) : nil
    }
  }

  /// Bold, emphasis and code within a line. A mark without its partner stays as it was written.
  private enum Inline {
    static func html(_ text: Substring) -> String {
      let pieces = cut(text)
      let partner = partners(pieces)
      var result = ""
      for (index, piece) in pieces.enumerated() {
        switch piece {
        case .text(let text): result += HTMLText.escape(text)
        case .code(let text): result += "<code>\(HTMLText.escape(text))</code>"
        case .picture(let words, let digest):
          result += "<img src=\"/media/\(digest)\" alt=\"\(HTMLText.escape(words))\">"
        case .mark(let mark):
          guard let other = partner[index] else {
            result += mark
            continue
          }
          let tag = mark == "**" ? "strong" : "em"
          result += other > index ? "<\(tag)>" : "</\(tag)>"
        }
      }
      return result
    }

    private enum Piece {
      case text(Substring)
      case code(Substring)
      case mark(String)
      /// Of a digest, with what it shows in words.
      case picture(Substring, digest: Substring)
    }

    private static func cut(_ text: Substring) -> [Piece] {
      var pieces: [Piece] = []
      var rest = text
      // Once no closing mark of code follows, none follows anywhere later either.
      var mayHoldCode = true
      while let next = rest.firstIndex(where: { $0 == "*" || $0 == "!" || ($0 == "`" && mayHoldCode) }) {
        if next > rest.startIndex { pieces.append(.text(rest[..<next])) }
        let after = rest.index(after: next)
        if rest[next] == "!" {
          if let (picture, end) = picture(rest[after...]) {
            pieces.append(picture)
            rest = rest[end...]
          } else {
            pieces.append(.text(rest[next..<after]))
            rest = rest[after...]
          }
        } else if rest[next] == "`" {
          if let end = rest[after...].firstIndex(of: "`") {
            pieces.append(.code(rest[after..<end]))
            rest = rest[rest.index(after: end)...]
          } else {
            mayHoldCode = false
            pieces.append(.text(rest[next..<after]))
            rest = rest[after...]
          }
        } else {
          let isStrong = rest[after...].first == "*"
          pieces.append(.mark(isStrong ? "**" : "*"))
          rest = isStrong ? rest[rest.index(after: after)...] : rest[after...]
        }
      }
      if !rest.isEmpty { pieces.append(.text(rest)) }
      return pieces
    }

    /// `[what it shows](media/DIGEST)`, and where it ends. The words are short, so a text of brackets costs no more.
    private static func picture(_ text: Substring) -> (Piece, Substring.Index)? {
      guard text.first == "[" else { return nil }
      let words = text.dropFirst().prefix(301).prefix { $0 != "]" }
      let rest = text[words.endIndex...]
      guard words.contains(where: { !$0.isWhitespace }), rest.hasPrefix("](media/") else { return nil }
      let digest = rest.dropFirst(8).prefix(64)
      guard digest.utf8.count == 64, digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
        text[digest.endIndex...].first == ")"
      else { return nil }
      return (.picture(words, digest: digest), text.index(after: digest.endIndex))
    }

    /// Each mark's partner by index: the nearest open one of its kind, dropping what was opened inside and not closed.
    private static func partners(_ pieces: [Piece]) -> [Int: Int] {
      var partner: [Int: Int] = [:]
      var open: [(mark: String, index: Int)] = []
      for (index, piece) in pieces.enumerated() {
        guard case .mark(let mark) = piece else { continue }
        if let place = open.lastIndex(where: { $0.mark == mark }) {
          partner[index] = open[place].index
          partner[open[place].index] = index
          open.removeSubrange(place...)
        } else {
          open.append((mark, index))
        }
      }
      return partner
    }
  }
}
