/// What was expected and what came, one thing per two lines; what was as expected is listed, too.
struct Difference: Equatable {
  struct Part: Equatable {
    var what: String
    var wanted: String
    /// Nil where it came as wanted.
    var got: String?

    init(_ what: String, wanted: String, got: String?) {
      self.what = what
      self.wanted = wanted
      self.got = got
    }
  }

  var parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  /// At most 2,000 characters.
  var text: String {
    let lines = parts.flatMap { part in
      let what = Wording.line(part.what, limit: 100)
      let wanted = Wording.line(part.wanted, limit: 300)
      guard let got = part.got else { return ["\(what), as expected: \(wanted)"] }
      return ["\(what), expected: \(wanted)", "\(what), got: \(Wording.line(got, limit: 300))"]
    }
    return Wording.lines(lines, limit: 2_000)
  }

  /// What was not as wanted, for a sentence.
  var line: String {
    parts.compactMap { part in part.got.map { "\(part.what): got \($0), wanted \(part.wanted)" } }
      .joined(separator: "; ")
  }
}
