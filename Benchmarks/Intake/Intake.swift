import Interchange

/// Numbered documents through the readers: even ones are reports, odd ones statements.
struct Intake {
  let seed: UInt64
  private(set) var tally = Tally()

  init(seed: UInt64) { self.seed = seed }

  /// The document of a number.
  static func document(_ number: Int, seed: UInt64) -> (kind: Kind, bytes: [UInt8]) {
    var damage = Damage(seed: seed &* 0x1_0000_0001 &+ UInt64(number))
    let kind: Kind = number.isMultiple(of: 2) ? .report : .statements
    let specimen = damage.pick(kind == .report ? Specimens.reports : Specimens.statements)
    return (kind, damage.document(from: specimen, kind: kind))
  }

  mutating func take(_ number: Int) {
    let (kind, bytes) = Self.document(number, seed: seed)
    let broken: String?
    switch kind {
    case .report:
      do throws(SyntaxProblem) {
        let report = try JUnitReport(parsing: bytes, limits: Promises.reportLimits)
        tally.read.reports += 1
        broken = Promises.broken(by: report)
      } catch {
        tally.refused.reports += 1
        broken = Promises.broken(by: error)
      }
    case .statements:
      do throws(XAPIRefusal) {
        let statements = try XAPIStatements.parse(bytes, limits: Promises.statementLimits)
        tally.read.statements += 1
        broken = Promises.broken(by: statements)
      } catch {
        tally.refused.statements += 1
        broken = Promises.broken(by: error)
      }
    }
    if let broken { tally.broken.append("document \(number), seed \(seed): \(broken)") }
  }

  /// Whether the readers take every specimen as it is; if not, the rest would show nothing.
  static func specimensAreRead() -> Bool {
    Specimens.reports.allSatisfy { (try? JUnitReport(parsing: Array($0.utf8)))?.cases.isEmpty == false }
      && Specimens.statements.allSatisfy { (try? XAPIStatements.parse(Array($0.utf8)))?.isEmpty == false }
  }
}

/// What came of the documents.
struct Tally: Codable {
  struct Halves: Codable {
    var reports = 0
    var statements = 0
    var total: Int { reports + statements }
  }

  var read = Halves()
  var refused = Halves()
  var broken: [String] = []

  mutating func add(_ other: Tally) {
    read.reports += other.read.reports
    read.statements += other.read.statements
    refused.reports += other.refused.reports
    refused.statements += other.refused.statements
    broken += other.broken
  }
}
