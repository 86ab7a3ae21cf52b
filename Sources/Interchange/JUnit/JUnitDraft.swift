/// A test case while its element is read.
struct JUnitDraft {
  /// The number of its suite.
  let suite: Int
  let className: String
  let name: String
  let seconds: Double?
  /// What the attributes of the case say, for runners without elements for it.
  let stated: JUnitVerdict?

  /// The verdict of the run that counts.
  private(set) var final: JUnitVerdict?
  /// The first verdict of a run that was repeated.
  private(set) var repeated: JUnitVerdict?
  /// Bad runs that were repeated.
  private(set) var repetitions = 0
  private(set) var message = ""
  private(set) var detail: [UInt8] = []

  private var messageAtHand = ""
  private var textAtHand: [UInt8] = []
  /// Whether what is said at hand is worse than what was said before.
  private var outranks = false

  init(suite: Int, className: String, name: String, seconds: Double?, stated: JUnitVerdict?) {
    self.suite = suite
    self.className = className
    self.name = name
    self.seconds = seconds
    self.stated = stated
  }

  mutating func begin(_ verdict: JUnitVerdict, message: String, type: String) {
    messageAtHand = message.isEmpty ? type : message
    textAtHand = []
    outranks = false
    if verdict.wasRepeated {
      repetitions += 1
      if repeated == nil { repeated = verdict }
    } else if final == nil || final == .skipped && verdict != .skipped {
      // What is said of a skipped case gives way to what is said of a failure in it.
      outranks = final == .skipped
      final = verdict
    }
  }

  /// A part of the verdict begins; the white space before it is only layout.
  mutating func beginPart() {
    if textAtHand.allSatisfy(XMLCharacters.isSpace) { textAtHand = [] }
  }

  mutating func append(_ text: [UInt8]) {
    let room = JUnitCase.maximumDetail + 4 - textAtHand.count
    if room > 0 { textAtHand.append(contentsOf: text.prefix(room)) }
  }

  mutating func end() {
    let text = String(decoding: textAtHand, as: UTF8.self)
    if outranks { (message, detail) = ("", []) }
    if message.isEmpty { message = JUnitText.firstLine(messageAtHand) }
    if message.isEmpty { message = JUnitText.firstLine(text) }
    let words = JUnitText.detail(message: messageAtHand, text: textAtHand)
    let room = JUnitCase.maximumDetail + 4 - detail.count
    guard !words.isEmpty, room > 1 else { return }
    if !detail.isEmpty { detail.append(0x0A) }
    detail.append(contentsOf: words.prefix(room))
  }

  /// How the case ended, and whether runs of it were repeated until one passed.
  var outcome: JUnitCase.Outcome { (final ?? stated)?.outcome ?? .passed }
  var isFlaky: Bool { outcome == .passed && repeated != nil }
}
