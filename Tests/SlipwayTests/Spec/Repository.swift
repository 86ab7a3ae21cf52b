import Foundation

/// Files of this repository, found from where this file lies.
enum Repository {
  static func bytes(_ path: String, from here: String = #filePath) throws -> [UInt8] {
    let root = URL(fileURLWithPath: here).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appendingPathComponent(path)))
  }

  static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// The blocks of a Markdown file that are fenced as `language`, without their fences, in order.
  static func blocks(of language: String, in path: String) throws -> [String] {
    var blocks: [String] = []
    var open: [Substring]?
    for line in try text(path).split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = open {
        if line == "```" {
          blocks.append(lines.joined(separator: "\n") + "\n")
          open = nil
        } else {
          open = lines + [line]
        }
      } else if line == "```\(language)" {
        open = []
      }
    }
    return blocks
  }
}
