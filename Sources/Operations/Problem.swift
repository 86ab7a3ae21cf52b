/// Something a user may see: a stable code, what is wrong here, and what to do next.
package struct Problem: Error, Sendable, Equatable, Codable {
  package var code: Code
  package var detail: String
  package var remedy: String
  /// Single findings, one a line: errors of a document, rows of a list.
  package var findings: [Finding]

  package struct Finding: Sendable, Equatable, Codable {
    package var line: Int?
    package var column: Int?
    package var path: String?
    package var message: String
    package var suggestion: String?

    package init(
      line: Int? = nil, column: Int? = nil, path: String? = nil, message: String, suggestion: String? = nil
    ) {
      self.line = line
      self.column = column
      self.path = path
      self.message = message
      self.suggestion = suggestion
    }
  }

  package init(_ code: Code, _ detail: String, remedy: String, findings: [Finding] = []) {
    self.code = code
    self.detail = detail
    self.remedy = remedy
    self.findings = findings
  }

  /// All codes. They are part of the interface: a golden file lists them.
  package enum Code: String, Sendable, Codable, CaseIterable {
    case malformedRequest = "malformed-request"
    case documentInvalid = "document-invalid"
    case listInvalid = "list-invalid"
    case unknownProgramme = "unknown-programme"
    case unknownSubject = "unknown-subject"
    case notSignedIn = "not-signed-in"
    case notAllowed = "not-allowed"
    case mayNotApprove = "may-not-approve"
    case receiptOutdated = "receipt-outdated"
    case revisionConflict = "revision-conflict"
    case gateClosed = "gate-closed"
    case waveHeld = "wave-held"
    case wrongPhase = "wrong-phase"
    case pastNoReturn = "past-no-return"
    case observedOnly = "observed-only"
    case coolingOff = "cooling-off"
    case attemptsUsed = "attempts-used"
    case paperOutdated = "paper-outdated"
    case seatRefused = "seat-refused"
    case keyReused = "key-reused"
    case journalBroken = "journal-broken"
    case folderInUse = "folder-in-use"
    case storeUnavailable = "store-unavailable"
    case tooLarge = "too-large"

    /// What kind of answer it is; each door turns this into its own numbers, in one place.
    package var kind: Kind {
      switch self {
      case .malformedRequest: .usage
      case .documentInvalid, .listInvalid, .tooLarge, .keyReused: .badData
      case .unknownProgramme, .unknownSubject: .notFound
      case .notSignedIn: .notSignedIn
      case .notAllowed, .mayNotApprove: .notAllowed
      case .receiptOutdated, .revisionConflict, .paperOutdated: .conflict
      case .gateClosed, .waveHeld, .wrongPhase, .pastNoReturn, .observedOnly, .coolingOff, .attemptsUsed, .seatRefused:
        .refused
      case .journalBroken, .folderInUse, .storeUnavailable: .unavailable
      }
    }

    package enum Kind: Sendable {
      case usage, badData, notFound, notSignedIn, notAllowed, conflict, refused, unavailable
    }
  }
}
