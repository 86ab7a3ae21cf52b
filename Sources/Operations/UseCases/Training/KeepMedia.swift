package import Foundation
package import Slipway

/// Keeps a picture for a lesson and says how the lesson's text shows it.
package struct KeepMedia: UseCase {
  package static let name = "keep-media"
  package var file: Data
  package var fileName: String

  package init(file: Data, fileName: String) {
    self.file = file
    self.fileName = fileName
  }

  package var action: Action { .revise }

  package struct Reply: Codable, Sendable {
    package var digest: String
    package var type: String
    package var bytes: Int
    /// The line to paste into the lesson's text.
    package var line: String
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let bytes = Array(file)
    guard let type = PictureType(bytes) else {
      throw Problem(
        .malformedRequest, "“\(fileName.prefix(100))” is no picture that browsers may show.",
        remedy: "Keep it as PNG, JPEG or WebP. SVG is a program as much as a picture and is not taken.")
    }
    let kept = try Attaching.keep(bytes, named: fileName, type: type.rawValue, turn)
    let reply = Reply(
      digest: kept.digest, type: kept.type, bytes: kept.bytes, line: "![Say what it shows](media/\(kept.digest))")
    return Outcome { _ in reply }
  }
}

/// A picture of a lesson, for somebody who is signed in.
package struct ShowMedia: UseCase {
  package static let name = "media"
  package var digest: String

  package init(digest: String) { self.digest = digest }

  package var action: Action { .takePart }

  package struct Reply: Codable, Sendable {
    package var type: String
    package var bytes: Data
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let missing = Problem(
      .unknownSubject, "No lesson shows a picture “\(digest.prefix(64))”.",
      remedy: "Keep it with slipway media, and paste the line it prints into a lesson's text.")
    // Other attachments are evidence, and not for everybody.
    guard let wanted = PictureType.digest(digest),
      try turn.status().programme.implementation.lessons.contains(where: { $0.text.contains("(media/\(digest))") }),
      let bytes = try turn.store.attachment(wanted), let type = PictureType(bytes)
    else { throw missing }
    return Outcome { _ in Reply(type: type.rawValue, bytes: Data(bytes)) }
  }
}

/// Pictures that browsers show and never run, told by their first bytes and not by what somebody calls them.
enum PictureType: String {
  case png = "image/png"
  case jpeg = "image/jpeg"
  case webp = "image/webp"

  /// - Parameter text: 64 lower-case hexadecimal digits.
  static func digest(_ text: String) -> Digest? {
    let digits = text.utf8.compactMap { digit -> UInt8? in
      switch digit {
      case 48...57: digit - 48
      case 97...102: digit - 87
      default: nil
      }
    }
    guard text.utf8.count == 64, digits.count == 64 else { return nil }
    return Digest(bytes: stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }

  init?(_ bytes: [UInt8]) {
    func begins(_ start: [UInt8], at place: Int = 0) -> Bool { bytes.dropFirst(place).starts(with: start) }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
      self = .webp
    } else {
      return nil
    }
  }
}
