/// What a process wrote, made fit to be kept and shown.
enum OutputText {
  /// Repairs invalid UTF-8, takes out terminal commands and control characters other than tabs and line ends, and masks.
  ///
  /// - Parameter mask: applied once more, because taking characters out can put a secret together.
  static func clean(_ bytes: [UInt8], mask: SecretMask) -> String {
    KnownSecrets.masked(mask.masked(plain(String(decoding: bytes, as: UTF8.self))))
  }

  /// At most 64 kB of an answer, for keeping.
  static func bounded(_ bytes: [UInt8]) -> String {
    let limit = OutputCapture.headLimit + OutputCapture.tailLimit
    let text = clean(Array(bytes.prefix(limit)), mask: SecretMask([]))
    return bytes.count > limit ? text + "\n… \(bytes.count - limit) bytes left out …" : text
  }

  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\n", "\t": plain.append(scalar)
      case "\r": if next != "\n" { plain.append("\n") }
      case "\u{1B}" where next == "[":
        // A terminal command ends with the first character from @ to ~.
        next = scalars.next()
        while let inner = next, !("@"..."~").contains(inner), inner.value >= 32 { next = scalars.next() }
        if let inner = next, inner.value >= 32 { next = scalars.next() }
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate: break
        default: plain.append(scalar)
        }
      }
    }
    return String(plain)
  }
}
