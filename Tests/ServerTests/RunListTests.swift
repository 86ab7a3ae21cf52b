import Execution
import Foundation
import Operations
import Slipway
import Testing

@testable import Server

/// The operator's list: read strictly, refused whole, and never telling a secret.
@Suite struct RunListTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "slipway-list-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  private func file(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
    let path = "\(folder)/\(name)"
    #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  private func read(_ text: String) throws -> AllowedFile { try AllowedFile.parse(Array(text.utf8), named: "list") }

  private func findings(_ text: String) -> [Problem.Finding] {
    do {
      _ = try read(text)
      return []
    } catch let problem as Problem {
      #expect(problem.code == .documentInvalid)
      return problem.findings
    } catch {
      return []
    }
  }

  @Test func everythingThatIsWrittenIsTaken() throws {
    let program = try file("program", "#!/bin/sh\n", mode: 0o755)
    let secret = try file("secret", "  a long word \n")
    let list = try read(
      """
      executables:
        one:
          path: \(program)
          time-limit: 90s
          folder: /srv
          environment: {HOME: /srv, N: "1"}
          secrets: {WORD: \(secret)}
        two: {path: /bin/sh}
      folders: [/srv, /var/x]
      """)
    let one = try #require(list.executables.named["one"])
    #expect(one.path == program && one.timeLimit == Span(seconds: 90) && one.folder == "/srv" && one.user == nil)
    #expect(one.environment.map { "\($0.name)=\($0.value)" } == ["HOME=/srv", "N=1"])
    #expect(one.secrets.map { "\($0.name)=\($0.value)" } == ["WORD=a long word"])
    #expect(list.executables.named.keys.sorted() == ["one", "two"])
    #expect(list.folders == ["/srv", "/var/x"])
    #expect(list.line == "may run one, two; may look below /srv, /var/x")
    #expect(!Settings(dataFolder: folder, allowed: list).lines.joined().contains("a long word"))
  }

  @Test func anEmptyListAllowsNothingAndLooksAnywhereOrNowhere() throws {
    #expect(try read("executables: {}").executables.named.isEmpty)
    #expect(try read("executables: {}").folders == nil)
    #expect(try read("folders: []").folders == [])
    #expect(AllowedFile.none.line == "may run nothing")
  }

  @Test func everyMistakeIsNamedAtOnce() throws {
    let found = findings(
      """
      executables:
        a: {path: sh, time-limit: 0s}
        b: {path: /bin/sh, secrets: {W: /nowhere}, extra: 1}
      folders: [srv]
      programs: 3
      """)
    #expect(
      found.map(\.path) == [
        "programs", "executables.a.path", "executables.a.time-limit", "executables.b.extra", "executables.b.secrets.W",
        "folders[0]",
      ])
    #expect(found.map(\.line) == [5, 2, 2, 3, 3, 4])
    #expect(found.allSatisfy { $0.suggestion?.isEmpty == false })
  }

  @Test func aSecretIsInNoMessage() throws {
    let word = "do-not-tell-anybody"
    for mode in [0o640, 0o604, 0o622] {
      let path = try file("secret-\(mode)", word, mode: mode)
      let found = findings("executables: {a: {path: /bin/sh, secrets: {W: \(path)}}}")
      #expect(found.count == 1 && !"\(found)".contains(word), "\(String(mode, radix: 8))")
    }
    let binary = try file("binary", "\u{0}\u{1}\(word)")
    #expect(!"\(findings("executables: {a: {path: /bin/sh, secrets: {W: \(binary)}}}"))".contains(word))
    let both = try file("both", word)
    let twice = findings("executables: {a: {path: /bin/sh, environment: {W: x}, secrets: {W: \(both)}}}")
    #expect(twice.map(\.message) == ["W is given twice."])
  }

  @Test func aLinkIsJudgedByWhatItLeadsTo() throws {
    let program = try file("loose", "#!/bin/sh\n", mode: 0o777)
    let link = "\(folder)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program)
    #expect(
      findings("executables: {a: {path: \(link)}}").first?.message.contains("can be changed by everybody") == true)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    #expect(findings("executables: {a: {path: \(link)}}").isEmpty)
    #expect(findings("executables: {a: {path: \(folder)}}").first?.message.contains("is no file") == true)
  }

  /// A list with bytes changed at random is taken or refused, with a place for every complaint; nothing traps.
  @Test(arguments: 0..<8)
  func changedListsAreTakenOrRefused(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole =
      "executables:\n  a: {path: /bin/sh, time-limit: 10m, environment: {A: b}, secrets: {W: /x}}\nfolders: [/srv]\n"
    var refused = 0
    for _ in 0..<500 {
      var bytes = Array(whole.utf8)
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: Array("{[99999999999999999999d: ".utf8.prefix(place % 24)), at: place)
        }
      }
      do {
        _ = try AllowedFile.parse(bytes, named: "list")
      } catch let problem as Problem {
        refused += 1
        #expect(problem.findings.allSatisfy { $0.line != nil })
      }
    }
    #expect(refused > 400)
  }
}
