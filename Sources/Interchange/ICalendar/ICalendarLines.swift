/// The content lines of a calendar file.
struct ICalendarLines {
  /// What has been written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes a line whose value needs no escaping.
  mutating func append(_ name: String, _ value: String) {
    fold(Array("\(name):\(value)".utf8))
  }

  /// Writes a line whose value is text.
  mutating func append(text: String, as name: String) {
    fold(Array(name.utf8) + [0x3A] + Self.escaped(text))
  }

  /// Writes who holds an event; the name stands in a parameter, where quotes and line ends have a form of their own.
  ///
  /// - Source: C. Daboo, RFC 6868, doi:10.17487/RFC6868.
  mutating func append(organiser: ICalendarEvent.Organiser) {
    var line = Array("ORGANIZER".utf8)
    if !organiser.name.isEmpty {
      line += Array(";CN=\"".utf8)
      for byte in Self.withPlainLineEnds(organiser.name) {
        switch byte {
        case 0x0A: line += [0x5E, 0x6E]
        case 0x22: line += [0x5E, 0x27]
        case 0x5E: line += [0x5E, 0x5E]
        default: line.append(byte)
        }
      }
      line.append(0x22)
    }
    line += Array(":mailto:".utf8)
    for byte in organiser.mail.utf8 {
      if Self.standsInMailAddress(byte) {
        line.append(byte)
      } else {
        line += [0x25, Self.hexadecimal[Int(byte >> 4)], Self.hexadecimal[Int(byte & 15)]]
      }
    }
    fold(line)
  }

  /// Ends a line, after breaking it so that none has more than 75 bytes and no character is broken.
  private mutating func fold(_ line: [UInt8]) {
    var room = 75
    var start = 0
    while line.count - start > room {
      var end = start + room
      // Go back to the first byte of a character; one has at most four.
      while end > start + 1, line[end] & 0xC0 == 0x80 { end -= 1 }
      bytes += line[start..<end]
      bytes += [0x0D, 0x0A, 0x20]
      (start, room) = (end, 74)
    }
    bytes += line[start...]
    bytes += [0x0D, 0x0A]
  }

  private static func escaped(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    for byte in withPlainLineEnds(text) {
      switch byte {
      case 0x0A: output += [0x5C, 0x6E]
      case 0x5C, 0x3B, 0x2C: output += [0x5C, byte]
      default: output.append(byte)
      }
    }
    return output
  }

  /// Text with LF for every line end and without the control characters that the format has no form for.
  private static func withPlainLineEnds(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    var wasReturn = false
    for byte in text.utf8 {
      switch byte {
      case 0x0D: output.append(0x0A)
      case 0x0A: if !wasReturn { output.append(0x0A) }
      case 0x09, 0x20...0x7E, 0x80...0xFF: output.append(byte)
      default: break
      }
      wasReturn = byte == 0x0D
    }
    return output
  }

  /// - Source: RFC 6068, section 2, doi:10.17487/RFC6068.
  private static func standsInMailAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: mailPunctuation.contains(byte)
    }
  }

  private static let mailPunctuation = Array("-._~!$'*+@:".utf8)
  private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
